package dev.atrium.dex.config;

import dev.atrium.kernel.GoDuration;
import dev.atrium.kernel.config.ConfigNode;
import java.time.Duration;
import java.util.Optional;

/// @param idTokens the lifetime of ID tokens and access tokens alike
public record ExpiryConfig(
        Duration idTokens,
        Duration authRequests,
        Duration deviceRequests,
        Optional<Duration> signingKeys,
        RefreshTokens refreshTokens) {

    /// @param reuseInterval zero for no reuse at all
    /// @param validIfNotUsedFor absent for ever
    /// @param absoluteLifetime absent for ever
    public record RefreshTokens(
            boolean rotation,
            Duration reuseInterval,
            Optional<Duration> validIfNotUsedFor,
            Optional<Duration> absoluteLifetime) {}

    static ExpiryConfig read(Section section) {
        return new ExpiryConfig(
                duration(section.get("idTokens"), "id token expiry").orElse(Duration.ofHours(24)),
                duration(section.get("authRequests"), "auth request expiry")
                        .orElse(Duration.ofHours(24)),
                duration(section.get("deviceRequests"), "device request expiry")
                        .orElse(Duration.ofMinutes(5)),
                duration(section.get("signingKeys"), "signing keys expiry"),
                refreshTokens(section.section("refreshTokens")));
    }

    private static RefreshTokens refreshTokens(Section section) {
        String start =
                "invalid refresh token expiration policy config: invalid config value \"%s\" for refresh tokens ";
        return new RefreshTokens(
                !section.flag("disableRotation"),
                parse(section.get("reuseInterval"), start + "reuse interval").orElse(Duration.ZERO),
                parse(section.get("validIfNotUsedFor"), start + "valid if not used for")
                        .filter(age -> !age.isZero()),
                parse(section.get("absoluteLifetime"), start + "absolute lifetime")
                        .filter(age -> !age.isZero()));
    }

    private static Optional<Duration> duration(ConfigNode node, String what) {
        return parse(node, "invalid config value \"%s\" for " + what);
    }

    /// @param message what is wrong, with `%s` for the value
    static Optional<Duration> parse(ConfigNode node, String message) {
        Optional<String> text = node.text().filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoDuration.parse(text.orElseThrow()));
        } catch (IllegalArgumentException wrong) {
            throw new DexConfigException(
                    message.replace("%s", text.orElseThrow()) + ": " + wrong.getMessage(), node);
        }
    }
}
