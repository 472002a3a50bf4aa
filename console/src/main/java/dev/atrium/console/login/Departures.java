package dev.atrium.console.login;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What a browser must bring back from a login, sealed in a cookie: nothing is written before
/// somebody is known.
final class Departures {
    static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final String PURPOSE = "console.departure";

    private final MasterKey key;
    private final RandomIds ids;
    private final Clock clock;

    Departures(MasterKey key, RandomIds ids, Clock clock) {
        this.key = key;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param sealed the cookie's value
    /// @param to the path to return to
    record Departure(String sealed, String state, String nonce, String verifier, String to) {
        /// RFC 7636 section 4.2
        String challenge() {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256")
                                .digest(verifier.getBytes(StandardCharsets.US_ASCII));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("SHA-256 is missing", impossible);
            }
        }
    }

    private record Content(
            String state, String nonce, String verifier, String to, Instant expiry) {}

    Departure depart(String to) {
        Content content =
                new Content(
                        ids.token(), ids.token(), ids.token(), to, clock.instant().plus(LIFETIME));
        byte[] sealed = key.seal(PURPOSE, "", Json.bytes(content));
        return departure(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), content);
    }

    Optional<Departure> open(String cookie) {
        try {
            byte[] plain = key.open(PURPOSE, "", Base64.getUrlDecoder().decode(cookie));
            Content content = Json.mapper().readValue(plain, Content.class);
            return content.expiry().isAfter(clock.instant())
                    ? Optional.of(departure(cookie, content))
                    : Optional.empty();
        } catch (MasterKey.UnsealException | IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static Departure departure(String sealed, Content content) {
        return new Departure(
                sealed, content.state(), content.nonce(), content.verifier(), content.to());
    }
}
