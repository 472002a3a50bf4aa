package dev.atrium.connectors.mock;

import dev.atrium.connectors.Identity;
import java.util.List;
import java.util.Optional;

/// The person that every mock login is.
final class KilgoreTrout {
    private KilgoreTrout() {}

    static Identity with(List<String> groups) {
        return new Identity(
                "0-385-28089-0",
                "Kilgore Trout",
                Optional.empty(),
                Optional.of("kilgore@kilgore.trout"),
                true,
                groups);
    }
}
