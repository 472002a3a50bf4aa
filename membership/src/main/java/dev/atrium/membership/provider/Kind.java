package dev.atrium.membership.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an authentication provider is.
public enum Kind {
    OIDC,
    GOOGLE,
    GITHUB,
    MICROSOFT;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
