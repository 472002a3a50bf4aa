package dev.atrium.connectors.kerberos;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whose keys a keytab holds. The keys themselves are read by the Java platform, again whenever the
/// file changes; this only looks at the names, so that a keytab of somebody else is found at the
/// start.
/// Source: https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html
public record Keytab(Path path, Set<Principal> principals) {
    private static final int VERSION = 0x0502;
    private static final int LARGEST = 1 << 20;

    public Keytab {
        principals = Set.copyOf(principals);
    }

    /// A keytab that cannot be used, in a sentence for the operator.
    public static final class Unusable extends Exception {
        Unusable(String message) {
            super(message);
        }
    }

    public static Keytab read(String file) throws Unusable {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                throw new Unusable("keytab \"" + file + "\" is too large to be one");
            }
            Set<Principal> found = principals(ByteBuffer.wrap(Files.readAllBytes(path)));
            if (found.isEmpty()) {
                throw new Unusable("keytab \"" + file + "\" has no keys in it");
            }
            return new Keytab(path.toAbsolutePath(), found);
        } catch (IOException | InvalidPathException _) {
            throw new Unusable("cannot read keytab file \"" + file + "\"");
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | ArithmeticException
                | IllegalArgumentException _) {
            throw new Unusable("\"" + file + "\" is not a keytab");
        }
    }

    private static Set<Principal> principals(ByteBuffer in) {
        if (in.getShort() != VERSION) {
            throw new IllegalArgumentException("not a keytab");
        }
        Set<Principal> found = new LinkedHashSet<>();
        while (in.remaining() >= Integer.BYTES) {
            int size = in.getInt();
            if (size == 0) {
                break;
            }
            // A negative size is a hole that a removed key has left.
            if (size > 0) {
                found.add(principal(in.slice(in.position(), size)));
            }
            in.position(Math.addExact(in.position(), Math.abs(size)));
        }
        return found;
    }

    private static Principal principal(ByteBuffer entry) {
        int components = Short.toUnsignedInt(entry.getShort());
        String realm = text(entry);
        List<String> parts = new ArrayList<>();
        for (int index = 0; index < components; index++) {
            parts.add(text(entry));
        }
        return new Principal(String.join("/", parts), Optional.of(realm));
    }

    private static String text(ByteBuffer entry) {
        byte[] bytes = new byte[Short.toUnsignedInt(entry.getShort())];
        entry.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The one whose key it is, by its whole name or the name without the realm.
    ///
    /// @throws Unusable when no key is theirs, or two realms have such a name
    Principal find(String wanted) throws Unusable {
        Principal name = Principal.parse(wanted);
        List<Principal> fitting =
                principals.stream()
                        .filter(
                                held ->
                                        held.name().equals(name.name())
                                                && (name.realm().isEmpty() || held.equals(name)))
                        .toList();
        if (fitting.size() == 1) {
            return fitting.getFirst();
        }
        throw new Unusable(
                "keytab \""
                        + path
                        + "\" has "
                        + (fitting.isEmpty() ? "no key" : "keys of several realms")
                        + " for "
                        + wanted
                        + " (it has keys for "
                        + String.join(
                                ", ",
                                principals.stream().map(Principal::toString).sorted().toList())
                        + ")");
    }
}
