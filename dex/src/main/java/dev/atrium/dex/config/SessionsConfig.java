package dev.atrium.dex.config;

import dev.atrium.kernel.GoDuration;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Browser sessions; they exist only with the feature flag.
///
/// @param cookieKey encrypts the cookie where one is set: 16, 24 or 32 bytes
public record SessionsConfig(
        boolean enabled,
        String cookieName,
        Duration absoluteLifetime,
        Duration validIfNotUsedFor,
        boolean rememberMeCheckedByDefault,
        Optional<Secret> cookieKey,
        boolean sharedByDefault) {

    static SessionsConfig read(Section section, FeatureFlags flags) {
        Duration absolute = positive(section, "absoluteLifetime", Duration.ofHours(24));
        Duration idle = positive(section, "validIfNotUsedFor", Duration.ofHours(1));
        if (idle.compareTo(absolute) > 0) {
            throw wrong(
                    "validIfNotUsedFor ("
                            + GoDuration.format(idle)
                            + ") must not exceed absoluteLifetime ("
                            + GoDuration.format(absolute)
                            + ")",
                    section.get("validIfNotUsedFor"));
        }
        return new SessionsConfig(
                flags.sessions(),
                section.textOr("cookieName", "dex_session"),
                absolute,
                idle,
                section.get("rememberMeCheckedByDefault").bool().orElse(true),
                cookieKey(section),
                sharedByDefault(section));
    }

    private static Duration positive(Section section, String key, Duration standard) {
        ConfigNode node = section.get(key);
        Duration value =
                ExpiryConfig.parse(
                                node,
                                "invalid session config: invalid config value \"%s\" for " + key)
                        .orElse(standard);
        if (!value.isPositive()) {
            throw wrong(key + " must be positive, got " + GoDuration.format(value), node);
        }
        return value;
    }

    private static Optional<Secret> cookieKey(Section section) {
        Optional<String> key = section.text("cookieEncryptionKey");
        int length = key.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(16);
        if (length != 16 && length != 24 && length != 32) {
            throw wrong(
                    "cookieEncryptionKey must be 16, 24, or 32 bytes (AES-128/192/256), got "
                            + length,
                    section.get("cookieEncryptionKey"));
        }
        return key.map(Secret::of);
    }

    private static boolean sharedByDefault(Section section) {
        return switch (section.textOr("ssoSharedWithDefault", "none")) {
            case "none" -> false;
            case "all" -> true;
            case String other ->
                    throw wrong(
                            "ssoSharedWithDefault must be \"none\" or \"all\", got \""
                                    + other
                                    + "\"",
                            section.get("ssoSharedWithDefault"));
        };
    }

    private static DexConfigException wrong(String reason, ConfigNode at) {
        return new DexConfigException("invalid session config: " + reason, at);
    }
}
