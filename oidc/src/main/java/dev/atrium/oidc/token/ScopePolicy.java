package dev.atrium.oidc.token;

import dev.atrium.oidc.client.Client;
import java.util.List;

/// Which scopes a client may ask for.
@FunctionalInterface
public interface ScopePolicy {
    Decision decide(Client client, List<String> requested);

    sealed interface Decision {
        /// @param scopes what is granted, which may be less than what was asked for
        record Granted(List<String> scopes) implements Decision {}

        /// @param reason for `error_description`
        record Refused(String reason) implements Decision {}
    }
}
