package dev.atrium.server.program;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Secrets that stand in published examples, which everybody therefore knows. On one's own machine
/// they are fine; where others can reach the server its start is refused unless the operator names
/// them in `ALLOW_WELL_KNOWN_SECRETS`.
final class WellKnownSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(WellKnownSecrets.class);
    private static final String PUBLISHED = "changeme";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Set<String> allowed;

    /// @param allowed the value of `ALLOW_WELL_KNOWN_SECRETS`: secrets, separated by commas
    WellKnownSecrets(Optional<String> allowed) {
        this.allowed =
                allowed.stream()
                        .flatMap(list -> Arrays.stream(list.split(",")))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// @param urls at which the server is reached
    /// @param secrets by where they stand
    /// @throws IllegalStateException when one is published, not allowed, and others can reach the
    ///     server; the message names the places and no secret
    void check(List<String> urls, Map<String, Secret> secrets) {
        List<String> published = new ArrayList<>();
        secrets.forEach(
                (place, secret) -> {
                    if (isPublished(secret) && !allowed.contains(secret.reveal())) {
                        published.add(place);
                    }
                });
        if (published.isEmpty()) {
            return;
        }
        String places = String.join(", ", published.stream().sorted().toList());
        if (urls.stream().allMatch(WellKnownSecrets::isLoopback)) {
            LOG.warn(
                    "{}: a secret out of published examples, which is fine on your own machine only",
                    places);
            return;
        }
        throw new IllegalStateException(
                places
                        + ": a secret out of published examples, which everybody knows. Replace it, or name it in ALLOW_WELL_KNOWN_SECRETS");
    }

    private static boolean isPublished(Secret secret) {
        return secret.reveal().toLowerCase(Locale.ROOT).startsWith(PUBLISHED);
    }

    private static boolean isLoopback(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
