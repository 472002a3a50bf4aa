package dev.atrium.connectors.opening;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.oauth.OauthSettings;
import java.net.URI;

/// The `config` of a connector of type `oauth`, with Dex's names and defaults.
record OauthFile(Keys keys) {

    OauthSettings settings() throws ConnectorProblem {
        Keys names = keys.below("claimMapping");
        return new OauthSettings(
                keys.registration(),
                new CodeFlow.Endpoints(address("authorizationURL"), address("tokenURL")),
                address("userInfoURL"),
                keys.texts("scopes"),
                keys.text("userIDKey", "id"),
                new OauthSettings.Members(
                        names.text("userNameKey", "user_name"),
                        names.text("preferredUsernameKey", "preferred_username"),
                        names.text("groupsKey", "groups"),
                        names.text("emailKey", "email"),
                        names.text("emailVerifiedKey", "email_verified")));
    }

    /// As it is written, a slash at its end included.
    private URI address(String key) throws ConnectorProblem {
        keys.address(key, "");
        return URI.create(keys.required(key));
    }
}
