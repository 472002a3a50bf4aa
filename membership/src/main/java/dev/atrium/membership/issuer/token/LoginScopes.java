package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Scope;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ScopePolicy;
import java.util.List;
import java.util.Set;

/// Which scopes count at all. Those that nobody knows are dropped without a word: clients ask for
/// all that they may ever need, and fctl does not look at a refusal.
public final class LoginScopes implements ScopePolicy {
    /// The organizations and stacks of the person, in the ID token.
    public static final String ACCESSES = "accesses";

    public static final String OFFLINE = "offline_access";

    /// The refresh token's value survives its use, for programs that use it from several places.
    public static final String KEEP_REFRESH_TOKEN = "keep_refresh_token";

    /// The browser stays logged in when it is closed.
    public static final String REMEMBER_ME = "remember_me";

    /// About the person and the login, as opposed to rights.
    static final Set<String> PERSONAL =
            Set.of(
                    "openid",
                    "profile",
                    "email",
                    "phone",
                    "address",
                    OFFLINE,
                    ACCESSES,
                    "on_behalf",
                    "supertoken",
                    REMEMBER_ME,
                    KEEP_REFRESH_TOKEN);

    private static final Set<String> REGISTERED = Set.of(REMEMBER_ME, KEEP_REFRESH_TOKEN);

    @Override
    public Decision decide(Client client, List<String> requested) {
        return new Decision.Granted(known(client, requested));
    }

    public List<String> known(Client client, List<String> requested) {
        return requested.stream()
                .distinct()
                .filter(scope -> PERSONAL.contains(scope) || Scope.of(scope).isPresent())
                .filter(
                        scope ->
                                !REGISTERED.contains(scope)
                                        || client.allowedScopes().contains(scope))
                .toList();
    }
}
