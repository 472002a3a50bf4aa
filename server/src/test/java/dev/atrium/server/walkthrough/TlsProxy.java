package dev.atrium.server.walkthrough;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// nginx in the foreground with a certificate of its own making. It tells those behind it a host
/// that nobody outside has ever heard of, as proxies do.
final class TlsProxy implements AutoCloseable {
    static final String HOST_BEHIND = "inside.example";

    private final Process process;

    private TlsProxy(Process process) {
        this.process = process;
    }

    /// @param ports behind the proxy, by port in front of it
    static TlsProxy start(Path directory, Map<Integer, Integer> ports) throws Exception {
        certify(directory);
        String servers =
                ports.entrySet().stream()
                        .map(entry -> server(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
        Path file = directory.resolve("nginx.conf");
        Files.writeString(
                file,
                """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    ssl_certificate certificate.pem;
                    ssl_certificate_key key.pem;
                %s}
                """
                        .formatted(servers));
        Process process =
                new ProcessBuilder(
                                "/usr/sbin/nginx",
                                "-p",
                                directory.toString(),
                                "-e",
                                directory.resolve("error.log").toString(),
                                "-c",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("nginx.log").toFile())
                        .start();
        TlsProxy proxy = new TlsProxy(process);
        for (int port : ports.keySet()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> accepts(port) || !process.isAlive());
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "nginx ended: " + Files.readString(directory.resolve("nginx.log")));
        }
        return proxy;
    }

    private static String server(int port, int behind) {
        return """
                server {
                    listen 127.0.0.1:%d ssl;
                    location / {
                        proxy_pass http://127.0.0.1:%d;
                        proxy_set_header Host %s;
                    }
                }
            """
                .formatted(port, behind, HOST_BEHIND);
    }

    private static void certify(Path directory) throws Exception {
        List<String> command =
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        directory.resolve("key.pem").toString(),
                        "-out",
                        directory.resolve("certificate.pem").toString());
        Process openssl =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("openssl.log").toFile())
                        .start();
        if (openssl.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("openssl.log")));
        }
    }

    private static boolean accepts(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
