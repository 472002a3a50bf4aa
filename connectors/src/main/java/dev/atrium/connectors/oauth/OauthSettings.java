package dev.atrium.connectors.oauth;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import java.net.URI;
import java.util.List;

/// How an OAuth 2.0 server is asked.
///
/// @param userInfo which answers with an object about whose token it is
/// @param userId the member that is the user id, a text or a number
public record OauthSettings(
        Registration registration,
        CodeFlow.Endpoints endpoints,
        URI userInfo,
        List<String> scopes,
        String userId,
        Members members) {
    public OauthSettings {
        scopes = List.copyOf(scopes);
    }

    /// What the other members are called.
    public record Members(
            String userName,
            String preferredUsername,
            String groups,
            String email,
            String emailVerified) {}
}
