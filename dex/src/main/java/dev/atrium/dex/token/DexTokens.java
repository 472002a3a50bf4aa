package dev.atrium.dex.token;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.TokenPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens as Dex makes them: access and ID token say the same, for the same audience and time.
public final class DexTokens implements TokenPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(DexTokens.class);

    private final Connectors connectors;
    private final ClientRegistry clients;
    private final DexScopes scopes;
    private final Duration lifetime;

    public DexTokens(
            Connectors connectors, ClientRegistry clients, DexScopes scopes, Duration lifetime) {
        this.connectors = connectors;
        this.clients = clients;
        this.scopes = scopes;
        this.lifetime = lifetime;
    }

    @Override
    public Content content(Grant grant, Occasion occasion) {
        if (!scopes.stillTrusted(grant)) {
            throw new OAuthProblem.Answered(OAuthError.SERVER_ERROR, "");
        }
        List<String> audience = scopes.audience(grant);
        Map<String, Object> before = new LinkedHashMap<>();
        if (audience.size() > 1) {
            before.put("azp", grant.client().value());
        }
        grant.nonce().ifPresent(nonce -> before.put("nonce", nonce));
        if (occasion == Occasion.LOGIN) {
            grant.authTime().ifPresent(time -> before.put("auth_time", time.getEpochSecond()));
        }
        Body body = new Body(audience, lifetime, before, claims(grant));
        boolean person = !ClientIdentity.isIn(grant.data());
        return new Content(
                body, person || grant.asks("openid") ? Optional.of(body) : Optional.empty());
    }

    private Map<String, Object> claims(Grant grant) {
        Map<String, Object> claims = known(grant);
        if (!grant.asks("email")) {
            claims.remove("email");
            claims.remove("email_verified");
        }
        if (!grant.asks("groups")) {
            claims.remove("groups");
        }
        if (!grant.asks("profile")) {
            claims.remove("name");
            claims.remove("preferred_username");
        }
        if (grant.asks(DexScopes.FEDERATED_ID)) {
            claims.put("federated_claims", DexIdentity.read(grant.data()).federatedClaims());
        }
        return claims;
    }

    @Override
    public Map<String, Object> known(Grant grant) {
        return ClientIdentity.isIn(grant.data())
                ? ClientIdentity.read(grant.data()).claims()
                : DexIdentity.read(grant.data()).claims();
    }

    @Override
    public boolean refreshable(Grant grant) {
        NamedConnector connector =
                connectors
                        .find(DexIdentity.read(grant.data()).connector())
                        .orElseThrow(() -> new OAuthProblem.Answered(OAuthError.SERVER_ERROR, ""));
        return grant.asks(DexScopes.OFFLINE)
                && connector.connector().refreshes()
                && connector.serves(GrantType.REFRESH_TOKEN);
    }

    @Override
    public Grant renew(Grant grant) {
        DexIdentity known = DexIdentity.read(grant.data());
        NamedConnector connector =
                connectors
                        .find(known.connector())
                        .orElseThrow(() -> refused("Requested connector does not exist."));
        if (clients.find(grant.client())
                .filter(client -> client.allowsConnector(connector.id().value()))
                .isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_GRANT, "Connector not allowed for this client.");
        }
        if (!connector.serves(GrantType.REFRESH_TOKEN)) {
            throw refused("Requested connector does not support this grant type.");
        }
        if (!(connector.connector() instanceof RefreshableConnector upstream)) {
            return grant;
        }
        return grant.withData(
                new DexIdentity(known.connector(), refreshed(grant, known, upstream)).write());
    }

    private static Login refreshed(Grant grant, DexIdentity known, RefreshableConnector upstream) {
        try {
            return upstream.refresh(
                    new Asked(true, grant.asks("groups")),
                    known.login().identity(),
                    known.login().upstreamState());
        } catch (UpstreamException failure) {
            LOG.atWarn()
                    .addKeyValue("connector_id", known.connector())
                    .setCause(failure)
                    .log("failed to refresh identity");
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "", 500, List.of());
        }
    }

    /// A person has one refresh token for each client.
    @Override
    public Optional<String> slot(Grant grant) {
        return Optional.of(grant.subject());
    }

    private static OAuthProblem refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, description);
    }
}
