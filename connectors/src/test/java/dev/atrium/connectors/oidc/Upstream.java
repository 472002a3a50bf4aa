package dev.atrium.connectors.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.mock.MockCallbackConnector;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.HttpServer;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.Verb;
import dev.atrium.kernel.RandomIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// An OpenID provider that says what a test tells it to, and the callback of a relying party, on
/// real HTTP.
final class Upstream implements AutoCloseable {
    private final Clock clock;
    private final HttpServer server;
    final Map<String, Object> claims = new LinkedHashMap<>();
    final Map<String, Object> userInfo = new LinkedHashMap<>();
    final Map<String, Object> discovery = new LinkedHashMap<>();
    final List<Parameters> tokenRequests = new ArrayList<>();
    final List<String> authorizations = new ArrayList<>();
    final AtomicReference<Request> arrived = new AtomicReference<>();
    RSAKey key;
    int tokenStatus = 200;
    boolean idToken = true;
    boolean refuseBasic;
    private RedirectConnector connector = new MockCallbackConnector();
    private byte[] memory = new byte[0];
    private Asked asked = new Asked(false, false);
    private Object outcome = "nothing arrived";

    Upstream(Clock clock) throws JOSEException {
        this.clock = clock;
        this.key = new RSAKeyGenerator(2048).keyID("one").generate();
        this.server =
                HttpServer.start(
                        ServerSettings.of("upstream", "127.0.0.1", 0),
                        List.of(
                                Route.open(
                                        Verb.GET,
                                        "/.well-known/openid-configuration",
                                        "discovery",
                                        _ -> Response.json(200, discovery)),
                                Route.open(
                                        Verb.GET,
                                        "/keys",
                                        "keys",
                                        _ -> Response.json(200, new JWKSet(key).toJSONObject())),
                                Route.open(Verb.POST, "/token", "token", this::token),
                                Route.open(
                                        Verb.GET,
                                        "/userinfo",
                                        "userinfo",
                                        _ -> Response.json(200, userInfo)),
                                Route.open(Verb.GET, "/callback", "callback", this::callback)),
                        new Edge(),
                        new RandomIds(new SecureRandom(), clock),
                        new SimpleMeterRegistry());
        discovery.put("issuer", issuer());
        discovery.put("authorization_endpoint", issuer() + "/auth?tenant=1");
        discovery.put("token_endpoint", issuer() + "/token");
        discovery.put("jwks_uri", issuer() + "/keys");
        discovery.put("userinfo_endpoint", issuer() + "/userinfo");
        discovery.put("code_challenge_methods_supported", List.of("plain", "S256"));
        claims.put("sub", "sub-1");
        claims.put("name", "Jane");
        claims.put("email", "jane@example.com");
        claims.put("email_verified", true);
    }

    String issuer() {
        return "http://127.0.0.1:" + server.port();
    }

    String callback() {
        return issuer() + "/callback";
    }

    /// Sends a browser through the callback with `query`.
    Login arrive(RedirectConnector by, Asked asked, byte[] memory, String query)
            throws UpstreamException {
        this.connector = by;
        this.memory = memory;
        this.asked = asked;
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            client.send(
                    java.net.http.HttpRequest.newBuilder(
                                    java.net.URI.create(callback() + "?" + query))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.discarding());
        } catch (java.io.IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
        return switch (outcome) {
            case Login login -> login;
            case UpstreamException refused -> throw refused;
            default -> throw new IllegalStateException(String.valueOf(outcome));
        };
    }

    private Response callback(Request request) {
        arrived.set(request);
        try {
            outcome = connector.arrive(asked, callback(), memory, request);
        } catch (UpstreamException refused) {
            outcome = refused;
        }
        return Response.empty(200);
    }

    private Response token(Request request) throws JOSEException {
        tokenRequests.add(request.form());
        Optional<String> basic = request.header("Authorization");
        authorizations.add(basic.orElse(""));
        if (refuseBasic && basic.isPresent()) {
            return Response.json(401, Map.of("error", "invalid_client"));
        }
        if (tokenStatus != 200) {
            return Response.json(
                    tokenStatus,
                    Map.of("error", "invalid_grant", "error_description", "no such code"));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", "access");
        answer.put("refresh_token", "refresh-" + tokenRequests.size());
        if (idToken) {
            answer.put("id_token", signed(key));
        }
        return Response.json(200, answer);
    }

    String signed(RSAKey with) throws JOSEException {
        JWTClaimsSet.Builder all =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience("client")
                        .issueTime(Date.from(clock.instant()))
                        .expirationTime(Date.from(clock.instant().plusSeconds(60)));
        claims.forEach(all::claim);
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(),
                        all.build());
        jwt.sign(new RSASSASigner(with));
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Edge implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return Response.text(500, error.toString());
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, reason);
        }

        @Override
        public boolean expects(Throwable error) {
            return true;
        }
    }
}
