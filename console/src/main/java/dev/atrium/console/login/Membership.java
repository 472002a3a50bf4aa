package dev.atrium.console.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.atrium.console.ConsoleSettings;
import dev.atrium.console.session.Session;
import dev.atrium.console.session.Tokens;
import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Membership as an OpenID provider, seen from a relying party. Discovery happens at the first use,
/// so that the order in which parts start does not matter, and again whenever it failed.
public final class Membership {
    private static final String SCOPES = "openid email profile offline_access accesses";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ConsoleSettings settings;
    private final HttpClient http;
    private final Clock clock;
    private final AtomicReference<@Nullable Provider> known = new AtomicReference<>();

    public Membership(ConsoleSettings settings, HttpClient http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    /// The discovery document's parts that are used here. Source: OpenID Connect Discovery 1.0
    /// section 3
    record Provider(
            String issuer,
            String authorization_endpoint,
            String token_endpoint,
            String jwks_uri,
            String end_session_endpoint) {}

    /// What a login brought.
    public record Arrival(Session.Person person, Tokens tokens) {}

    private record TokenAnswer(
            String access_token,
            @Nullable String refresh_token,
            @Nullable String id_token,
            long expires_in) {}

    URI authorization(String state, String nonce, String challenge) {
        String query =
                Parameters.of(
                                Map.of(
                                        "response_type", List.of("code"),
                                        "client_id", List.of(settings.clientId()),
                                        "redirect_uri", List.of(settings.callback().toString()),
                                        "scope", List.of(SCOPES),
                                        "state", List.of(state),
                                        "nonce", List.of(nonce),
                                        "code_challenge", List.of(challenge),
                                        "code_challenge_method", List.of("S256")))
                        .sorted()
                        .encode();
        return URI.create(provider().authorization_endpoint() + "?" + query);
    }

    URI endSession(Secret idToken) {
        String query =
                Parameters.of(
                                Map.of(
                                        "id_token_hint", List.of(idToken.reveal()),
                                        "client_id", List.of(settings.clientId()),
                                        "post_logout_redirect_uri",
                                                List.of(settings.loggedOut().toString())))
                        .sorted()
                        .encode();
        return URI.create(provider().end_session_endpoint() + "?" + query);
    }

    /// Exchanges a code.
    ///
    /// @throws Problem.Unauthenticated when the code or the ID token is not good
    Arrival arrive(String code, String verifier, String nonce) {
        TokenAnswer answer =
                token(
                        Map.of(
                                "grant_type", List.of("authorization_code"),
                                "code", List.of(code),
                                "redirect_uri", List.of(settings.callback().toString()),
                                "code_verifier", List.of(verifier)));
        if (answer.id_token() == null || answer.refresh_token() == null) {
            throw new Problem.Unauthenticated("Membership gave no ID token or no refresh token");
        }
        IDTokenClaimsSet claims = verify(answer.id_token(), nonce);
        String email = claims.getStringClaim("email") == null ? "" : claims.getStringClaim("email");
        String name = claims.getStringClaim("name") == null ? email : claims.getStringClaim("name");
        return new Arrival(
                new Session.Person(claims.getSubject().getValue(), email, name),
                tokens(answer, Secret.of(answer.refresh_token()), Secret.of(answer.id_token())));
    }

    /// Renews tokens with the refresh token.
    ///
    /// @throws Problem.Unauthenticated when Membership ended the login
    public Tokens renew(Tokens old) {
        TokenAnswer answer =
                token(
                        Map.of(
                                "grant_type", List.of("refresh_token"),
                                "refresh_token", List.of(old.refresh().reveal())));
        return tokens(
                answer,
                answer.refresh_token() == null ? old.refresh() : Secret.of(answer.refresh_token()),
                answer.id_token() == null ? old.id() : Secret.of(answer.id_token()));
    }

    private Tokens tokens(TokenAnswer answer, Secret refresh, Secret id) {
        return new Tokens(
                Secret.of(answer.access_token()),
                refresh,
                id,
                clock.instant().plusSeconds(answer.expires_in()));
    }

    private IDTokenClaimsSet verify(String idToken, String nonce) {
        Provider provider = provider();
        try {
            JWKSet keys = JWKSet.parse(text(get(URI.create(provider.jwks_uri()))));
            IDTokenValidator validator =
                    new IDTokenValidator(
                            new Issuer(provider.issuer()),
                            new ClientID(settings.clientId()),
                            JWSAlgorithm.RS256,
                            keys);
            return validator.validate(JWTParser.parse(idToken), new Nonce(nonce));
        } catch (ParseException | BadJOSEException | JOSEException refused) {
            throw new Problem.Unauthenticated(
                    "the ID token of Membership is not valid: " + refused.getMessage());
        }
    }

    private TokenAnswer token(Map<String, List<String>> form) {
        String credentials =
                Parameters.encode(settings.clientId())
                        + ":"
                        + Parameters.encode(settings.clientSecret().reveal());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(provider().token_endpoint()))
                        .timeout(TIMEOUT)
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        credentials.getBytes(
                                                                StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Parameters.of(form).encode()))
                        .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() >= 500) {
            throw new Problem.Unavailable(
                    "Membership answered " + response.statusCode() + " to a token request");
        }
        if (response.statusCode() != 200) {
            throw new Problem.Unauthenticated("Membership has ended this login, log in again");
        }
        return read(response.body(), TokenAnswer.class);
    }

    /// Fails when Membership cannot be reached: what readiness asks.
    public void check() {
        known.set(null);
        provider();
    }

    private Provider provider() {
        Provider provider = known.get();
        if (provider != null) {
            return provider;
        }
        URI document = URI.create(settings.membershipUrl() + "/.well-known/openid-configuration");
        HttpResponse<String> response = get(document);
        if (response.statusCode() != 200) {
            throw new Problem.Unavailable(
                    "Membership answered " + response.statusCode() + " at " + document);
        }
        Provider discovered = read(response.body(), Provider.class);
        if (!discovered.issuer().equals(settings.membershipUrl().toString())) {
            throw new Problem.Unavailable(
                    "Membership calls itself \""
                            + discovered.issuer()
                            + "\", but MEMBERSHIP_URL_API is \""
                            + settings.membershipUrl()
                            + "\": make both the same");
        }
        known.set(discovered);
        return discovered;
    }

    private HttpResponse<String> get(URI uri) {
        return send(
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .GET()
                        .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new Problem.Unavailable(
                    "Membership cannot be reached at "
                            + request.uri().getScheme()
                            + "://"
                            + request.uri().getAuthority());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("interrupted while asking Membership");
        }
    }

    private static String text(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new Problem.Unavailable(
                    "Membership answered " + response.statusCode() + " at " + response.uri());
        }
        return response.body();
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return Json.mapper().readValue(body, type);
        } catch (JacksonException _) {
            throw new Problem.Unavailable("Membership's answer is not the JSON that was expected");
        }
    }
}
