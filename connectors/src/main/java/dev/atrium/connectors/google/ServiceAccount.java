package dev.atrium.connectors.google;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A Google service account that acts with the rights of a person (domain-wide delegation): an
/// assertion that names the person is exchanged for an access token (RFC 7523).
final class ServiceAccount {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration LIFETIME = Duration.ofMinutes(60);
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final AccountSource source;
    private final OutgoingHttp http;
    private final Api api;
    private final Clock clock;
    private final Map<String, Held> tokens = new ConcurrentHashMap<>();

    private record Held(String token, Instant expiry) {}

    ServiceAccount(AccountSource source, OutgoingHttp http, Clock clock) {
        this.source = source;
        this.http = http;
        this.api = new Api("google", http);
        this.clock = clock;
    }

    /// An access token, kept for as long as it lives.
    String token(String person, String scope) throws UpstreamException {
        Held held = tokens.get(person);
        if (held != null && held.expiry().isAfter(clock.instant())) {
            return held.token();
        }
        Held fetched =
                switch (source) {
                    case AccountSource.KeyFile file -> fromFile(file, person, scope);
                    case AccountSource.Machine machine -> fromMachine(machine, person, scope);
                };
        tokens.put(person, fetched);
        return fetched.token();
    }

    private Held fromFile(AccountSource.KeyFile file, String person, String scope)
            throws UpstreamException {
        try {
            JsonNode key = Json.mapper().readTree(Files.readAllBytes(file.path()));
            String endpoint = key.path("token_uri").asString("");
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .keyID(key.path("private_key_id").asString(""))
                                    .build(),
                            claims(key.path("client_email").asString(""), person, scope, endpoint));
            jwt.sign(new RSASSASigner(privateKey(key.path("private_key").asString(""))));
            return exchange(URI.create(endpoint), jwt.serialize());
        } catch (IOException
                | JacksonException
                | JOSEException
                | GeneralSecurityException
                | IllegalArgumentException unusable) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE,
                    "google: " + file.path() + " is not a readable key of a service account",
                    unusable);
        }
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private Held fromMachine(AccountSource.Machine machine, String person, String scope)
            throws UpstreamException {
        String account =
                machine.metadata() + "/computeMetadata/v1/instance/service-accounts/default/";
        String[] flavor = {"Metadata-Flavor", "Google"};
        String email =
                new String(
                        api.answer(URI.create(account + "email"), flavor).body(),
                        StandardCharsets.UTF_8);
        String own =
                api.get(URI.create(account + "token"), flavor).path("access_token").asString("");
        String payload =
                claims(email.strip(), person, scope, machine.tokens().toString()).toString();
        JsonNode signed =
                api.post(
                        URI.create(
                                machine.iam()
                                        + "/v1/projects/-/serviceAccounts/"
                                        + Parameters.encode(email.strip())
                                        + ":signJwt"),
                        Map.of("payload", payload),
                        Api.bearer(own));
        return exchange(machine.tokens(), signed.path("signedJwt").asString(""));
    }

    private JWTClaimsSet claims(String account, String person, String scope, String audience) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(account)
                .subject(person)
                .audience(audience)
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
    }

    private Held exchange(URI endpoint, String assertion) throws UpstreamException {
        try {
            OutgoingHttp.Answer answer =
                    http.form(
                            endpoint,
                            Parameters.EMPTY
                                    .with("grant_type", GRANT)
                                    .with("assertion", assertion)
                                    .encode(),
                            "Accept",
                            "application/json");
            JsonNode token = api.read(endpoint, answer);
            long seconds = token.path("expires_in").asLong(0);
            return new Held(
                    token.path("access_token").asString(""),
                    clock.instant().plusSeconds(seconds).minus(MARGIN));
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "google: " + failure.getMessage(), failure);
        }
    }
}
