package dev.atrium.connectors.codeflow;

import dev.atrium.kernel.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// An upstream's tokens as a login leaves them behind for a refresh.
///
/// @param refreshToken empty where there is none
public record HeldTokens(String accessToken, String refreshToken, Optional<Instant> expiry) {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Duration MARGIN = Duration.ofSeconds(10);

    boolean expiredAt(Instant now) {
        return expiry.filter(at -> at.minus(MARGIN).isBefore(now)).isPresent();
    }

    /// In the form in which Dex stores it, so that what it stored can be used and given back.
    public byte[] write() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("accessToken", accessToken);
        members.put("refreshToken", refreshToken);
        expiry.ifPresent(
                at -> members.put("expiry", at.truncatedTo(ChronoUnit.SECONDS).toString()));
        return Json.bytes(members);
    }

    /// The case of the members' names does not matter. Empty tokens where nothing was kept.
    public static HeldTokens read(byte[] state) {
        Map<String, Object> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            Optional<Map<String, Object>> kept =
                    Optional.ofNullable(Json.mapper().readValue(state, OBJECT));
            kept.ifPresent(members::putAll);
        } catch (JacksonException _) {
            return new HeldTokens("", "", Optional.empty());
        }
        return new HeldTokens(
                text(members, "accessToken"),
                text(members, "refreshToken"),
                expiry(text(members, "expiry")));
    }

    /// The year 1 is how Dex writes that it does not know.
    private static Optional<Instant> expiry(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(at -> at.isAfter(Instant.EPOCH));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
