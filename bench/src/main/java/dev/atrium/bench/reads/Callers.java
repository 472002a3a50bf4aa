package dev.atrium.bench.reads;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.KeyRing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// Whoever asks: the OAuth clients of some organizations with tokens of the issuer's endpoint, or
/// their owners. An owner's token is a client's, said of the person and signed again by the
/// issuer's keys, for a login would need an upstream.
final class Callers {
    private static final int COUNT = 64;
    // Longer than the tokens of people last: a run of several sizes takes more than five minutes.
    private static final Duration RUN = Duration.ofDays(1);
    private static final String SCOPES =
            "organization:Read organization:ListUsers organization:ReadUser organization:ListRegions"
                    + " organization:ReadRegion organization:ListStacks organization:ReadStack"
                    + " organization:CreateStack organization:UpdateStack organization:DeleteStack"
                    + " organization:ListStackModules organization:EnableStackModule";
    private static final TypeReference<LinkedHashMap<String, Object>> CLAIMS =
            new TypeReference<>() {};

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Optional<JwtSigner> signer;

    Callers(int port) {
        this.port = port;
        this.signer = Optional.empty();
    }

    Callers(int port, KeyRing keys, Optional<Provider> provider, MeterRegistry meters) {
        this.port = port;
        this.signer = Optional.of(new JwtSigner(keys, provider, "bench", meters));
    }

    List<Greeting.Caller> of(Size size, boolean people) throws IOException, InterruptedException {
        List<Greeting.Caller> callers = new ArrayList<>();
        for (int number : Size.spread(size.organizations(), COUNT)) {
            String token = client(Size.organization(number));
            callers.add(new Greeting.Caller(number, people ? person(token, number) : token));
        }
        return callers;
    }

    byte[] get(String path, Greeting.Caller caller) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + caller.token())
                        .build());
    }

    private String client(String id) throws IOException, InterruptedException {
        String proof =
                Base64.getEncoder()
                        .encodeToString(
                                ("organization_" + id + ":" + SeedStore.CLIENT_SECRET)
                                        .getBytes(StandardCharsets.UTF_8));
        byte[] answer =
                send(
                        HttpRequest.newBuilder(uri("/api/oauth/token"))
                                .header("Authorization", "Basic " + proof)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "grant_type=client_credentials&scope="
                                                        + URLEncoder.encode(
                                                                SCOPES, StandardCharsets.UTF_8)))
                                .build());
        return Json.mapper().readTree(answer).get("access_token").asString();
    }

    private String person(String token, int organization) {
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        Map<String, Object> claims = Json.mapper().readValue(payload, CLAIMS);
        claims.put("sub", Size.user(organization));
        claims.put("client_id", "fctl");
        claims.put("aud", "fctl");
        claims.computeIfPresent("exp", (_, at) -> ((Number) at).longValue() + RUN.toSeconds());
        return signer.orElseThrow().sign(claims);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(
                    request.uri()
                            + " answered "
                            + response.statusCode()
                            + ": "
                            + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
