package dev.atrium.testkit.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// One key of a Vault, named `dex`, reached with the token `hvs.secret`.
public final class TransitEngine implements AutoCloseable {
    public static final String TOKEN = "hvs.secret";
    public static final String KEY = "dex";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    private final String type;
    private final List<KeyMaterial> versions = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile int oldestSigning;
    private volatile boolean sealed;
    private volatile long lifetime;

    /// @param type of the key, in the engine's words
    public TransitEngine(String type, Clock clock) {
        this.type = type;
        this.clock = clock;
        rotate();
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    public String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /// Adds a version, created now.
    public void rotate() {
        try {
            versions.add(KeyMaterial.of(type, clock.instant()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// `min_encryption_version`
    public void signsFrom(int version) {
        oldestSigning = version;
    }

    /// A sealed Vault answers 503 to everything.
    public void seal(boolean now) {
        sealed = now;
    }

    /// @param seconds that the token lives from each renewal on; zero for one that never ends
    public void tokenLives(long seconds) {
        lifetime = seconds;
    }

    /// The paths that were asked for, without `/v1/`.
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public long calls(String path) {
        return calls.stream().filter(path::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/v1/", "");
            calls.add(path);
            JsonNode body = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
            if (sealed) {
                send(exchange, 503, errors("Vault is sealed"));
            } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, errors("permission denied"));
            } else {
                route(exchange, exchange.getRequestMethod() + " " + path, body);
            }
        }
    }

    private void route(HttpExchange exchange, String call, JsonNode body) throws IOException {
        switch (call) {
            case "GET transit/keys/" + KEY -> send(exchange, 200, Map.of("data", key()));
            case "POST transit/sign/" + KEY -> sign(exchange, body);
            case "GET auth/token/lookup-self" ->
                    send(
                            exchange,
                            200,
                            Map.of("data", Map.of("renewable", lifetime > 0, "ttl", lifetime)));
            case "POST auth/token/renew-self" ->
                    send(
                            exchange,
                            200,
                            Map.of("auth", Map.of("renewable", true, "lease_duration", lifetime)));
            default -> send(exchange, 404, Map.of("errors", List.of()));
        }
    }

    private Map<String, Object> key() {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (int index = 0; index < versions.size(); index++) {
            KeyMaterial version = versions.get(index);
            keys.put(
                    Integer.toString(index + 1),
                    Map.of(
                            "creation_time", version.created().toString(),
                            "name", type,
                            "public_key", version.published()));
        }
        return Map.of(
                "name", KEY,
                "type", type,
                "latest_version", versions.size(),
                "min_decryption_version", 1,
                "min_encryption_version", oldestSigning,
                "keys", keys);
    }

    private void sign(HttpExchange exchange, JsonNode body) throws IOException {
        int number = body.path("key_version").asInt(0);
        if (number == 0) {
            number = versions.size();
        }
        if (number > versions.size() || number < oldestSigning) {
            // As OpenBao does.
            send(
                    exchange,
                    500,
                    errors(
                            "1 error occurred:\n\t* requested version for signing is less than the minimum encryption key version\n\n"));
            return;
        }
        try {
            String signature = versions.get(number - 1).sign(body);
            send(
                    exchange,
                    200,
                    Map.of("data", Map.of("signature", "vault:v" + number + ":" + signature)));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            send(exchange, 400, errors(Objects.toString(wrong.getMessage())));
        }
    }

    private static Map<String, Object> errors(String text) {
        return Map.of("errors", List.of(text));
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
