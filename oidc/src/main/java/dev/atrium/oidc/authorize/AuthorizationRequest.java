package dev.atrium.oidc.authorize;

import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.Challenge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a client asked for, checked.
///
/// @param id names the request in cookies, handles and the record of spent requests; by itself it
///     opens nothing
/// @param state empty when the client sent none
/// @param forcesConsent whether the person must be asked even where consent is skipped
/// @param hintedSubject of `id_token_hint`
/// @param binding what the browser's cookie must prove to know; empty while the request is not
///     under way
/// @param data what the role remembers, such as the connector
public record AuthorizationRequest(
        String id,
        ClientId client,
        String redirectUri,
        List<String> responseTypes,
        List<String> scopes,
        String state,
        Optional<String> nonce,
        Challenge challenge,
        Set<Prompt> prompts,
        OptionalLong maxAge,
        boolean forcesConsent,
        Optional<String> hintedSubject,
        Instant expires,
        String binding,
        JsonNode data) {
    public AuthorizationRequest {
        responseTypes = List.copyOf(responseTypes);
        scopes = List.copyOf(scopes);
        prompts = Set.copyOf(prompts);
    }

    public boolean asks(String scope) {
        return scopes.contains(scope);
    }

    public AuthorizationRequest withData(JsonNode changed) {
        return copy(binding, changed);
    }

    AuthorizationRequest boundBy(String hash) {
        return copy(hash, data);
    }

    private AuthorizationRequest copy(String bound, JsonNode remembered) {
        return new AuthorizationRequest(
                id,
                client,
                redirectUri,
                responseTypes,
                scopes,
                state,
                nonce,
                challenge,
                prompts,
                maxAge,
                forcesConsent,
                hintedSubject,
                expires,
                bound,
                remembered);
    }
}
