package dev.atrium.dex.person;

import dev.atrium.oidc.client.ClientId;
import java.util.List;

/// What somebody agreed to for a client, as of the last time they were asked.
public record Consent(ClientId client, List<String> scopes) {
    public Consent {
        scopes = List.copyOf(scopes);
    }
}
