package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.Client;
import dev.atrium.storage.Database;
import java.util.Optional;

/// Exchanges an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
public final class AuthorizationCodeGrant implements GrantHandler {
    private final Database database;
    private final ClientAuthentication clients;
    private final Codes codes;
    private final RefreshTokens refreshTokens;
    private final TokenPolicy policy;
    private final TokenIssuer issuer;
    private final Profile profile;

    public AuthorizationCodeGrant(
            Database database,
            ClientAuthentication clients,
            Codes codes,
            RefreshTokens refreshTokens,
            TokenPolicy policy,
            TokenIssuer issuer,
            Profile profile) {
        this.database = database;
        this.clients = clients;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.policy = policy;
        this.issuer = issuer;
        this.profile = profile;
    }

    @Override
    public GrantType type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form, type());
        String text = form.text("code");
        if (text.isEmpty()) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "Required param: code.");
        }
        Codes.Code code =
                database.read(tx -> codes.find(tx, text))
                        .filter(found -> found.grant().client().equals(client.id()))
                        .orElseThrow(AuthorizationCodeGrant::unknown);
        if (code.used()) {
            replayed(code);
            throw unknown();
        }
        code.challenge().check(form.first("code_verifier"));
        if (!code.redirectUri().equals(form.text("redirect_uri"))) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_REQUEST,
                    "redirect_uri did not match URI from initial request.");
        }
        // Signed first: while nothing can be signed, the code stays good.
        TokenAnswer tokens =
                issuer.issue(
                        code.grant(),
                        TokenPolicy.Occasion.LOGIN,
                        Optional.of(issuer.codeHash(text)));
        return tokens.with(spend(code));
    }

    /// Uses the code up and stores the refresh token, if there is one, together, before anything is
    /// answered: whoever loses a race gets nothing.
    private Optional<String> spend(Codes.Code code) {
        if (!policy.refreshable(code.grant())) {
            if (!database.writeOnce(tx -> codes.use(tx, code, Optional.empty()))) {
                throw unknown();
            }
            return Optional.empty();
        }
        return database.write(
                tx -> {
                    RefreshTokens.Issued refresh = refreshTokens.issue(tx, code.grant());
                    if (!codes.use(tx, code, Optional.of(refresh.id()))) {
                        throw unknown();
                    }
                    return Optional.of(refresh.text());
                });
    }

    private void replayed(Codes.Code code) {
        if (profile.codes().replayRevokes()) {
            database.writing(tx -> code.refreshId().ifPresent(id -> refreshTokens.revoke(tx, id)));
        }
    }

    private static OAuthProblem unknown() {
        return new OAuthProblem.Answered(
                OAuthError.INVALID_GRANT, "Invalid or expired code parameter.");
    }
}
