package dev.atrium.oidc.token;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Two texts as a protobuf message `{1: first, 2: second}` in base64url without padding: the form
/// of Dex's `sub` and of its refresh tokens, which relying parties have stored.
/// Source: https://protobuf.dev/programming-guides/encoding/
public record ProtoPair(String first, String second) {

    public String encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field(out, 0x0a, first);
        field(out, 0x12, second);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /// @return empty unless the text is exactly such a message
    public static Optional<ProtoPair> decode(String text) {
        try {
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            String first = "";
            String second = "";
            while (in.hasRemaining()) {
                byte tag = in.get();
                int length = length(in);
                if (length > in.remaining()) {
                    return Optional.empty();
                }
                ByteBuffer value = in.slice(in.position(), length);
                in.position(in.position() + length);
                String decoded = StandardCharsets.UTF_8.newDecoder().decode(value).toString();
                switch (tag) {
                    case 0x0a -> first = decoded;
                    case 0x12 -> second = decoded;
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(new ProtoPair(first, second));
        } catch (IllegalArgumentException
                | CharacterCodingException
                | java.nio.BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static int length(ByteBuffer in) {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            byte part = in.get();
            length |= (part & 0x7f) << shift;
            if (part >= 0) {
                return length;
            }
        }
        throw new IllegalArgumentException("a length of more than four bytes");
    }

    private static void field(ByteArrayOutputStream out, int tag, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            // proto3 does not write default values.
            return;
        }
        out.write(tag);
        int length = bytes.length;
        while (length > 0x7f) {
            out.write((length & 0x7f) | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(bytes);
    }
}
