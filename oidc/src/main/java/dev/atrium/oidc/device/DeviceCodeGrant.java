package dev.atrium.oidc.device;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.GrantHandler;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.oidc.token.TokenAnswer;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.oidc.token.TokenPolicy;
import dev.atrium.storage.Database;
import java.util.Optional;

/// Answers a device that polls (RFC 8628 section 3.4).
public final class DeviceCodeGrant implements GrantHandler {
    private final Database database;
    private final ClientAuthentication clients;
    private final DeviceCodes codes;
    private final RefreshTokens refreshTokens;
    private final TokenPolicy policy;
    private final TokenIssuer issuer;
    private final Profile profile;

    public DeviceCodeGrant(
            Database database,
            ClientAuthentication clients,
            DeviceCodes codes,
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
        return GrantType.DEVICE_CODE;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Optional<Client> client =
                profile.device().authenticatesClient()
                        ? Optional.of(clients.authenticate(request, form, type()))
                        : Optional.empty();
        String code = form.text("device_code");
        if (code.isEmpty()) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "No device code received");
        }
        DeviceCodes.Waiting approved = codes.poll(code);
        if (client.isPresent() && !client.orElseThrow().id().equals(approved.request().client())) {
            throw unknown();
        }
        approved.request().challenge().check(form.first("code_verifier"));
        DeviceCodes.Approval approval = approved.approval().orElseThrow();
        // Signed first: while nothing can be signed, the code stays good.
        TokenAnswer tokens =
                issuer.issue(approval.grant(), TokenPolicy.Occasion.LOGIN, approval.codeHash());
        return tokens.with(spend(approved, approval.grant()));
    }

    private Optional<String> spend(DeviceCodes.Waiting approved, Grant grant) {
        boolean refreshable = policy.refreshable(grant);
        return database.write(
                tx -> {
                    if (!codes.spend(tx, approved)) {
                        throw unknown();
                    }
                    return refreshable
                            ? Optional.of(refreshTokens.issue(tx, grant).text())
                            : Optional.empty();
                });
    }

    private static OAuthProblem unknown() {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "Invalid Device code.");
    }
}
