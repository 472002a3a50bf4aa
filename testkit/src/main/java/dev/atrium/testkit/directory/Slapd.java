package dev.atrium.testkit.directory;

import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// OpenLDAP's server as Debian packages it, in a directory of its own, reachable on loopback with
/// and without TLS. Its content is `people.ldif`.
public final class Slapd implements AutoCloseable {
    public static final String BASE = "dc=example,dc=org";
    public static final String ADMIN = "cn=admin," + BASE;
    public static final String ADMIN_PASSWORD = "admin";

    private final Path dir;
    private final int plain;
    private final int tls;
    private final Process process;

    private Slapd(Path dir, int plain, int tls, Process process) {
        this.dir = dir;
        this.plain = plain;
        this.tls = tls;
        this.process = process;
    }

    /// Starts one and waits until it answers.
    public static Slapd start() {
        try {
            Path dir = Files.createTempDirectory("slapd");
            Files.createDirectories(dir.resolve("data"));
            certificate(dir, "server", "IP:127.0.0.1,DNS:localhost");
            try (InputStream people = Slapd.class.getResourceAsStream("people.ldif")) {
                Files.copy(Objects.requireNonNull(people), dir.resolve("people.ldif"));
            }
            Files.writeString(dir.resolve("slapd.conf"), config(dir));
            run(dir, "/usr/sbin/slapadd", "-f", "slapd.conf", "-l", "people.ldif");
            int plain = FreePort.choose();
            int tls = FreePort.choose();
            Process process =
                    command(
                                    dir,
                                    "/usr/sbin/slapd",
                                    "-d",
                                    "0",
                                    "-f",
                                    "slapd.conf",
                                    "-h",
                                    "ldap://127.0.0.1:" + plain + " ldaps://127.0.0.1:" + tls)
                            .start();
            Slapd slapd = new Slapd(dir, plain, tls, process);
            slapd.awaitAnswer();
            return slapd;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String config(Path dir) {
        return """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb.la
        pidfile DIR/slapd.pid
        argsfile DIR/slapd.args
        TLSCertificateFile DIR/server.pem
        TLSCertificateKeyFile DIR/server.key
        sizelimit size.soft=500 size.hard=500 size.pr=100 size.prtotal=unlimited
        database mdb
        maxsize 33554432
        suffix "BASE"
        rootdn "cn=root,BASE"
        directory DIR/data
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="ADMIN" write by self read by * none
        """
                .replace("DIR", dir.toString())
                .replace("BASE", BASE)
                .replace("ADMIN", ADMIN);
    }

    /// A certificate that nobody but itself vouches for: `NAME.pem` and `NAME.key` in `dir`.
    public static void certificate(Path dir, String name, String alternativeNames) {
        run(
                dir,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "3650",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=" + alternativeNames,
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem");
    }

    /// `host:port` without TLS, where StartTLS is possible.
    public String plain() {
        return "127.0.0.1:" + plain;
    }

    /// `host:port` with TLS.
    public String tls() {
        return "127.0.0.1:" + tls;
    }

    public int plainPort() {
        return plain;
    }

    /// The certificate that vouches for the server's.
    public Path authority() {
        return dir.resolve("server.pem");
    }

    /// Changes the directory as its owner, as `ldapmodify` reads it.
    public void modify(String ldif) {
        try {
            Path file = Files.createTempFile(dir, "change", ".ldif");
            Files.writeString(file, ldif);
            run(
                    dir,
                    "ldapmodify",
                    "-x",
                    "-H",
                    "ldap://" + plain(),
                    "-D",
                    ADMIN,
                    "-w",
                    ADMIN_PASSWORD,
                    "-f",
                    file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), plain), 500);
                return;
            } catch (IOException refused) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("slapd does not answer: " + output(dir), refused);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void run(Path dir, String... command) {
        try {
            Process process = command(dir, command).start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(Arrays.toString(command) + ": " + output(dir));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ProcessBuilder command(Path dir, String... command) {
        return new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("output").toFile()));
    }

    private static String output(Path dir) throws IOException {
        return Files.readString(dir.resolve("output"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
