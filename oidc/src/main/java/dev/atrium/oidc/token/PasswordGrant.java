package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Optional;

/// The resource owner password grant (RFC 6749 section 4.3), for those whose programs still use it.
public final class PasswordGrant implements GrantHandler {
    private final Database database;
    private final ClientAuthentication clients;
    private final ScopePolicy scopes;
    private final Login login;
    private final RefreshTokens refreshTokens;
    private final TokenPolicy policy;
    private final TokenIssuer issuer;

    public PasswordGrant(
            Database database,
            ClientAuthentication clients,
            ScopePolicy scopes,
            Login login,
            RefreshTokens refreshTokens,
            TokenPolicy policy,
            TokenIssuer issuer) {
        this.database = database;
        this.clients = clients;
        this.scopes = scopes;
        this.login = login;
        this.refreshTokens = refreshTokens;
        this.policy = policy;
        this.issuer = issuer;
    }

    /// How a role checks a name and a password.
    @FunctionalInterface
    public interface Login {
        /// @param request only for who sends it
        /// @throws OAuthProblem.Answered when they do not belong together, or could not be checked
        Grant logIn(Request request, Client client, List<String> scopes, Credentials credentials);
    }

    public record Credentials(String name, String password, Optional<String> nonce) {}

    @Override
    public GrantType type() {
        return GrantType.PASSWORD;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form, type());
        List<String> granted =
                switch (scopes.decide(client, SpaceDelimited.words(form.text("scope")))) {
                    case ScopePolicy.Decision.Granted allowed -> allowed.scopes();
                    case ScopePolicy.Decision.Refused refused ->
                            throw new OAuthProblem.Answered(
                                    OAuthError.INVALID_REQUEST, refused.reason());
                };
        Grant grant =
                login.logIn(
                        request,
                        client,
                        granted,
                        new Credentials(
                                form.text("username"),
                                form.text("password"),
                                form.first("nonce").filter(nonce -> !nonce.isEmpty())));
        TokenAnswer tokens = issuer.issue(grant, TokenPolicy.Occasion.LOGIN, Optional.empty());
        return policy.refreshable(grant)
                ? tokens.with(
                        Optional.of(database.write(tx -> refreshTokens.issue(tx, grant)).text()))
                : tokens;
    }
}
