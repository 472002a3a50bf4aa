package dev.atrium.dex.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/// Keycloak as its distribution has it, with one realm, on loopback and in memory.
final class Keycloak implements AutoCloseable {
    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Keycloak start(Path zip, Path dir) {
        try {
            unpack(zip, dir);
            Path home;
            try (var entries = Files.list(dir)) {
                home = entries.filter(Files::isDirectory).findFirst().orElseThrow();
            }
            Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
            try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak-realm.json")) {
                Files.copy(Objects.requireNonNull(realm), imported.resolve("realm.json"));
            }
            int port = freePort();
            Path log = dir.resolve("log");
            Process process =
                    new ProcessBuilder(
                                    "bash",
                                    home.resolve("bin/kc.sh").toString(),
                                    "start-dev",
                                    "--import-realm",
                                    "--http-host=127.0.0.1",
                                    "--http-port=" + port,
                                    "--cache=local",
                                    "--db=dev-mem")
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Keycloak keycloak = new Keycloak(process, port);
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofSeconds(1))
                        .failFast(() -> !process.isAlive())
                        .until(keycloak::answers);
            } catch (RuntimeException late) {
                keycloak.close();
                throw new IllegalStateException(Files.readString(log), late);
            }
            return keycloak;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void unpack(Path zip, Path dir) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = dir.resolve(entry.getName()).normalize();
                if (!file.startsWith(dir)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (OutputStream out = Files.newOutputStream(file)) {
                    in.transferTo(out);
                }
            }
        }
    }

    /// The issuer of the realm.
    String realm() {
        return "http://127.0.0.1:" + port + "/realms/people";
    }

    /// The certificate by which its SAML answers are verified, as PEM.
    String certificate() {
        String descriptor = get(realm() + "/protocol/saml/descriptor").body();
        String base64 =
                descriptor.replaceAll(
                        "(?s).*<ds:X509Certificate>([^<]*)</ds:X509Certificate>.*", "$1");
        return "-----BEGIN CERTIFICATE-----\n"
                + String.join("\n", chunks(base64.replaceAll("\\s", "")))
                + "\n-----END CERTIFICATE-----\n";
    }

    private static List<String> chunks(String text) {
        List<String> chunks = new ArrayList<>();
        for (int at = 0; at < text.length(); at += 64) {
            chunks.add(text.substring(at, Math.min(text.length(), at + 64)));
        }
        return chunks;
    }

    private boolean answers() {
        try {
            return get(realm() + "/.well-known/openid-configuration").statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static HttpResponse<String> get(String url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
