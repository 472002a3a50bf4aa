package dev.atrium.oidc.authorize;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The values of `prompt` (OpenID Connect Core section 3.1.2.1).
public enum Prompt {
    NONE,
    LOGIN,
    CONSENT,
    SELECT_ACCOUNT;

    static Optional<Prompt> of(String wire) {
        return Arrays.stream(values())
                .filter(prompt -> prompt.name().toLowerCase(Locale.ROOT).equals(wire))
                .findFirst();
    }
}
