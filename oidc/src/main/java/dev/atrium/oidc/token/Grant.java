package dev.atrium.oidc.token;

import dev.atrium.oidc.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What somebody granted to a client: all that tokens are made of. It is kept, sealed, with an
/// authorization code, a device code and a refresh token.
///
/// @param subject the value of `sub`
/// @param authTime when the person logged in, for tokens that say so
/// @param data what the role remembers, opaque to the engine: identity, organization, resource,
///     upstream state
public record Grant(
        String subject,
        ClientId client,
        List<String> scopes,
        Optional<String> nonce,
        Optional<Instant> authTime,
        JsonNode data) {
    public Grant {
        scopes = List.copyOf(scopes);
    }

    public boolean asks(String scope) {
        return scopes.contains(scope);
    }

    public Grant withScopes(List<String> narrower) {
        return new Grant(subject, client, narrower, nonce, authTime, data);
    }

    public Grant withData(JsonNode changed) {
        return new Grant(subject, client, scopes, nonce, authTime, changed);
    }

    public Grant withoutAuthTime() {
        return new Grant(subject, client, scopes, nonce, Optional.empty(), data);
    }
}
