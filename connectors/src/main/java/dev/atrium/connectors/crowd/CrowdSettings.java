package dev.atrium.connectors.crowd;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.List;

/// How Crowd is asked.
///
/// @param application what Crowd knows us as
/// @param groups of which a person must be in one; empty for no restriction
/// @param prompt what the login field is called
public record CrowdSettings(
        URI base,
        String application,
        Secret password,
        List<String> groups,
        PreferredUsername preferredUsername,
        String prompt) {
    public CrowdSettings {
        groups = List.copyOf(groups);
    }

    /// What becomes the preferred user name.
    public enum PreferredUsername {
        NONE,
        KEY,
        NAME,
        EMAIL
    }
}
