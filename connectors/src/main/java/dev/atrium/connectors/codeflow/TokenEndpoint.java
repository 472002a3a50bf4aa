package dev.atrium.connectors.codeflow;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// Exchanges codes and refresh tokens for tokens (RFC 6749 section 3.2).
public final class TokenEndpoint {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String ASSERTION =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Registration registration;
    private final Optional<Boolean> inBody;
    private final OutgoingHttp http;
    private final AtomicBoolean basicFailed = new AtomicBoolean();

    /// @param inBody whether the client's credentials go into the body rather than into a header;
    ///     empty to find out
    public TokenEndpoint(Registration registration, Optional<Boolean> inBody, OutgoingHttp http) {
        this.registration = registration;
        this.inBody = inBody;
        this.http = http;
    }

    /// Where nobody said how the upstream wants the client's credentials, HTTP Basic is tried first
    /// and the body next, and what worked is remembered.
    ///
    /// @param listed the methods that the upstream says it understands; empty where it says nothing
    public Tokens ask(URI address, List<String> listed, Parameters form) throws UpstreamException {
        boolean basic = basic(listed);
        OutgoingHttp.Answer answer = send(address, form, basic);
        if (basic && inBody.isEmpty() && listed.isEmpty() && refused(answer)) {
            OutgoingHttp.Answer second = send(address, form, false);
            if (second.status() == 200 && !refused(second)) {
                basicFailed.set(true);
                answer = second;
            }
        }
        return read(answer);
    }

    /// Some answer 200 and an error.
    private static boolean refused(OutgoingHttp.Answer answer) {
        return answer.status() == 401
                || answer.status() == 400
                || (answer.status() == 200 && !members(answer).containsKey("access_token"));
    }

    private boolean basic(List<String> listed) {
        if (registration.credential() instanceof Credential.Assertion) {
            return false;
        }
        if (inBody.isPresent()) {
            return !inBody.orElseThrow();
        }
        return !basicFailed.get() && (listed.isEmpty() || listed.contains("client_secret_basic"));
    }

    private OutgoingHttp.Answer send(URI address, Parameters form, boolean basic)
            throws UpstreamException {
        try {
            if (!basic) {
                return http.form(address, withClient(form).encode(), "Accept", "application/json");
            }
            // Both parts are form-encoded first, RFC 6749 section 2.3.1.
            String pair = Parameters.encode(registration.clientId()) + ":";
            if (registration.credential() instanceof Credential.Secret secret) {
                pair += Parameters.encode(secret.value().reveal());
            }
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            return http.form(
                    address,
                    form.encode(),
                    "Accept",
                    "application/json",
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(bytes));
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "failed to get token: " + failure.getMessage(), failure);
        }
    }

    private Parameters withClient(Parameters form) throws UpstreamException {
        Parameters whole = form.with("client_id", registration.clientId());
        return switch (registration.credential()) {
            case Credential.Secret secret when secret.value().isEmpty() -> whole;
            case Credential.Secret secret -> whole.with("client_secret", secret.value().reveal());
            case Credential.Assertion assertion ->
                    whole.with("client_assertion_type", ASSERTION)
                            .with("client_assertion", content(assertion.file()));
        };
    }

    private static String content(Path file) throws UpstreamException {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE,
                    "the client assertion " + file + " is unreadable",
                    unreadable);
        }
    }

    private static Tokens read(OutgoingHttp.Answer answer) throws UpstreamException {
        Map<String, Object> members = members(answer);
        if (answer.status() / 100 != 2 || text(members, "error").isPresent()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "failed to get token: "
                            + answer.status()
                            + " "
                            + text(members, "error").orElse("without an error code")
                            + " "
                            + text(members, "error_description").orElse(""));
        }
        if (members.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "failed to get token: the answer of status "
                            + answer.status()
                            + " is not JSON");
        }
        return new Tokens(
                text(members, "access_token").orElse(""),
                text(members, "id_token"),
                text(members, "refresh_token"),
                lifetime(members));
    }

    /// Before RFC 6749 answers were forms, and some upstreams still send them. Empty for what is
    /// neither.
    private static Map<String, Object> members(OutgoingHttp.Answer answer) {
        try {
            if (answer.mediaType().equals("application/x-www-form-urlencoded")
                    || answer.mediaType().equals("text/plain")) {
                Map<String, Object> members = new HashMap<>();
                Parameters form =
                        Parameters.parse(new String(answer.body(), StandardCharsets.UTF_8));
                form.asMap().forEach((name, values) -> members.put(name, values.getFirst()));
                return members;
            }
            Optional<Map<String, Object>> members =
                    Optional.ofNullable(Json.mapper().readValue(answer.body(), OBJECT));
            return members.orElse(Map.of());
        } catch (JacksonException | IllegalArgumentException _) {
            return Map.of();
        }
    }

    /// A number, which some send as a text.
    private static Optional<Duration> lifetime(Map<String, Object> members) {
        try {
            long seconds = Long.parseLong(String.valueOf(members.getOrDefault("expires_in", "0")));
            return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
