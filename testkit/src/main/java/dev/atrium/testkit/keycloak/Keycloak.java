package dev.atrium.testkit.keycloak;

import dev.atrium.kernel.Json;
import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

/// Keycloak as its distribution has it, on loopback and in memory.
public final class Keycloak implements AutoCloseable {
    private static final String ADMIN = "admin";

    private final Process process;
    private final int port;

    private Keycloak(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param realms resources to import, besides the realm `master` that there always is
    public static Keycloak start(Path zip, Path dir, String... realms) {
        try {
            unpack(zip, dir);
            Path home;
            try (var entries = Files.list(dir)) {
                home = entries.filter(Files::isDirectory).findFirst().orElseThrow();
            }
            Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
            for (String resource : realms) {
                try (InputStream realm = Keycloak.class.getResourceAsStream(resource)) {
                    Files.copy(
                            Objects.requireNonNull(realm, resource),
                            imported.resolve(resource.substring(1)));
                }
            }
            int port = FreePort.choose();
            Path log = dir.resolve("log");
            ProcessBuilder command =
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
                            .redirectOutput(log.toFile());
            command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
            command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
            Process process = command.start();
            Keycloak keycloak = new Keycloak(process, port);
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(10))
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

    /// The issuer of a realm.
    public String realm(String name) {
        return root() + "/realms/" + name;
    }

    private String root() {
        return "http://127.0.0.1:" + port;
    }

    /// Makes an object through the administration interface.
    ///
    /// @param path below `/admin/realms`, such as `master/users`
    /// @return its id
    public String make(String path, String json) {
        String token =
                Json.mapper()
                        .readTree(
                                send(HttpRequest.newBuilder(
                                                        URI.create(
                                                                realm("master")
                                                                        + "/protocol/openid-connect/token"))
                                                .header(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded")
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "grant_type=password&client_id=admin-cli&username="
                                                                        + ADMIN
                                                                        + "&password="
                                                                        + ADMIN)))
                                        .body())
                        .path("access_token")
                        .asString();
        HttpResponse<String> made =
                send(
                        HttpRequest.newBuilder(URI.create(root() + "/admin/realms/" + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (made.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + made.statusCode() + " " + made.body());
        }
        String location = made.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /// The certificate by which its SAML answers are verified, as PEM.
    ///
    /// @param realm whose
    public String certificate(String realm) {
        String descriptor = get(realm(realm) + "/protocol/saml/descriptor").body();
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
            return get(realm("master") + "/.well-known/openid-configuration").statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    request.timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
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
