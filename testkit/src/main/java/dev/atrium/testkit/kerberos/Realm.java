package dev.atrium.testkit.kerberos;

import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// MIT's key distribution center as Debian packages it, with the realm [#NAME] and a second one
/// that it trusts, each with a principal for every person, whose password is their name. The
/// service of the web is `HTTP/localhost` of the first realm.
public final class Realm implements AutoCloseable {
    public static final String NAME = "EXAMPLE.ORG";
    public static final String TRUSTED = "PARTNER.ORG";
    public static final String SERVICE = "HTTP/localhost";
    private static final List<String> BOTH = List.of(NAME, TRUSTED);

    private final Path dir;
    private final List<Process> centers = new ArrayList<>();

    private Realm(Path dir) {
        this.dir = dir;
    }

    /// Starts one and waits until it answers.
    public static Realm start(String... people) {
        try {
            Realm realm = new Realm(Files.createTempDirectory("kerberos"));
            realm.configure("now", FreePort.choose());
            for (String name : BOTH) {
                realm.run("now", "", "/usr/sbin/kdb5_util", "create", "-s", "-r", name, "-P", "m");
                realm.kadmin(name, "addprinc -pw between krbtgt/" + NAME + "@" + TRUSTED);
                for (String person : people) {
                    realm.kadmin(name, "addprinc -pw " + person + " " + person);
                }
            }
            realm.key(SERVICE, "http.keytab");
            realm.key("HTTP/elsewhere", "elsewhere.keytab");
            realm.serve("now", List.of());
            return realm;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The keys of [#SERVICE].
    public Path keytab() {
        return dir.resolve("http.keytab");
    }

    /// The keys of another service.
    public Path otherKeytab() {
        return dir.resolve("elsewhere.keytab");
    }

    /// What a browser sends to `http://localhost` when asked to negotiate, in base64; a new one
    /// each time.
    ///
    /// @param person with their realm, if it is not [#NAME]
    public String token(String person) {
        return token("now", person, List.of());
    }

    /// The same, an hour ago, with a ticket that was good for ten minutes.
    public String oldToken(String person) {
        try {
            List<String> hourAgo = List.of("faketime", "-f", "-1h");
            if (!Files.exists(dir.resolve("past.conf"))) {
                configure("past", FreePort.choose());
                serve("past", hourAgo);
            }
            return token("past", person, hourAgo);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String token(String setup, String person, List<String> prefix) {
        try (ServerSocket site = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            site.setSoTimeout(30_000);
            String principal = person.contains("@") ? person : person + "@" + NAME;
            String password = principal.substring(0, principal.indexOf('@'));
            run(setup, password + "\n", with(prefix, "kinit", "-l", "10m", principal));
            Process browser =
                    command(
                                    setup,
                                    with(
                                            prefix,
                                            "curl",
                                            "-s",
                                            "--negotiate",
                                            "-u",
                                            ":",
                                            "http://localhost:" + site.getLocalPort()))
                            .start();
            try {
                return asked(site);
            } finally {
                browser.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Asks until a token comes.
    private String asked(ServerSocket site) throws IOException {
        while (true) {
            try (Socket connection = site.accept()) {
                String head = head(connection);
                for (String line : head.split("\r\n", -1)) {
                    if (line.startsWith("Authorization: Negotiate ")) {
                        return line.substring("Authorization: Negotiate ".length());
                    }
                }
                connection
                        .getOutputStream()
                        .write(
                                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
            } catch (java.net.SocketTimeoutException none) {
                throw new IOException("no token came: " + output(), none);
            }
        }
    }

    private static String head(Socket connection) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void kadmin(String realm, String query) {
        run("now", "", "/usr/sbin/kadmin.local", "-r", realm, "-q", query);
    }

    private void key(String service, String file) {
        kadmin(NAME, "addprinc -randkey " + service);
        kadmin(NAME, "ktadd -k " + dir.resolve(file) + " " + service);
    }

    /// Clocks may differ by a day, so that a client in the past is served.
    private void configure(String setup, int port) throws IOException {
        StringBuilder realms = new StringBuilder();
        StringBuilder databases = new StringBuilder();
        for (String name : BOTH) {
            realms.append(" %s = { \n  kdc = 127.0.0.1:%d \n }\n".formatted(name, port));
            databases.append(
                    """
                     %1$s = {
                      database_name = %2$s/%1$s
                      key_stash_file = %2$s/%1$s.stash
                      acl_file = %2$s/acl
                     }
                    """
                            .formatted(name, dir));
        }
        Files.writeString(
                dir.resolve(setup + ".conf"),
                """
                [libdefaults]
                 default_realm = %s
                 dns_lookup_kdc = false
                 dns_lookup_realm = false
                 dns_canonicalize_hostname = false
                 rdns = false
                 udp_preference_limit = 1
                 clockskew = 86400
                [domain_realm]
                 localhost = %s
                [realms]
                %s"""
                        .formatted(NAME, NAME, realms));
        Files.writeString(
                dir.resolve(setup + ".kdc"),
                """
                [kdcdefaults]
                 kdc_listen = ""
                 kdc_tcp_listen = 127.0.0.1:%d
                [realms]
                %s"""
                        .formatted(port, databases));
        Files.writeString(dir.resolve(setup + ".port"), Integer.toString(port));
    }

    private void serve(String setup, List<String> prefix) throws IOException {
        Process center =
                command(setup, with(prefix, "/usr/sbin/krb5kdc", "-n", "-r", NAME, "-r", TRUSTED))
                        .start();
        centers.add(center);
        int port = Integer.parseInt(Files.readString(dir.resolve(setup + ".port")));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException refused) {
                if (!center.isAlive() || System.nanoTime() > end) {
                    throw new IOException("krb5kdc does not answer: " + output(), refused);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static String[] with(List<String> prefix, String... command) {
        return Stream.concat(prefix.stream(), Stream.of(command)).toArray(String[]::new);
    }

    private void run(String setup, String input, String... command) {
        try {
            Process process = command(setup, command).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + output());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private ProcessBuilder command(String setup, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(dir.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(dir.resolve("output").toFile()));
        builder.environment().put("KRB5_CONFIG", dir.resolve(setup + ".conf").toString());
        builder.environment().put("KRB5_KDC_PROFILE", dir.resolve(setup + ".kdc").toString());
        builder.environment().put("KRB5CCNAME", "FILE:" + dir.resolve(setup + ".tickets"));
        return builder;
    }

    private String output() throws IOException {
        return Files.readString(dir.resolve("output"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            for (Process center : centers) {
                // The one in the past is a child of what sets its clock.
                center.descendants().forEach(ProcessHandle::destroyForcibly);
                center.destroyForcibly();
                center.waitFor(10, TimeUnit.SECONDS);
            }
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
