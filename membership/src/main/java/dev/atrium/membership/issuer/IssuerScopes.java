package dev.atrium.membership.issuer;

import dev.atrium.membership.access.Scope;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ScopePolicy;
import java.util.List;
import java.util.Set;

/// Which scopes are known. What is unknown, or not this client's, is left out and not refused:
/// clients always ask for everything they might need.
final class IssuerScopes implements ScopePolicy {
    static final String OFFLINE = "offline_access";

    /// Puts the organizations and stacks that a person reaches into the ID token.
    static final String ACCESSES = "accesses";

    static final List<String> STANDARD =
            List.of(
                    "openid",
                    "profile",
                    "email",
                    "phone",
                    "address",
                    OFFLINE,
                    ACCESSES,
                    "keep_refresh_token",
                    "remember_me",
                    "on_behalf");
    private static final Set<String> PROTOCOL = Set.of("openid", "profile", "email", OFFLINE);

    @Override
    public Decision decide(Client client, List<String> requested) {
        return new Decision.Granted(known(client, requested));
    }

    /// A client that lists extra scopes gets no other ones; one that lists none may have all.
    static List<String> known(Client client, List<String> requested) {
        return requested.stream()
                .filter(scope -> STANDARD.contains(scope) || Scope.of(scope).isPresent())
                .filter(
                        scope ->
                                client.allowedScopes().isEmpty()
                                        || PROTOCOL.contains(scope)
                                        || Scope.of(scope).isPresent()
                                        || client.allowedScopes().contains(scope))
                .distinct()
                .toList();
    }

    /// Those that are not about an organization or a stack: rights never narrow them.
    static List<String> standard(List<String> scopes) {
        return scopes.stream().filter(STANDARD::contains).toList();
    }
}
