package dev.atrium.dex.token;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.DexClients;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.TokenPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Tokens as Dex makes them: access and ID token say the same, for the same audience and time.
public final class DexTokens implements TokenPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(DexTokens.class);

    private final Connectors connectors;
    private final DexClients clients;
    private final DexScopes scopes;
    private final Duration lifetime;
    private final Optional<Remembered> remembered;

    /// @param remembered where there are browser sessions: who somebody is is then what their last
    ///     login said, and no upstream is asked at a refresh
    public DexTokens(
            Connectors connectors,
            DexClients clients,
            DexScopes scopes,
            Duration lifetime,
            Optional<Remembered> remembered) {
        this.connectors = connectors;
        this.clients = clients;
        this.scopes = scopes;
        this.lifetime = lifetime;
        this.remembered = remembered;
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
        if (occasion == Occasion.LOGIN || remembered.isPresent()) {
            grant.authTime().ifPresent(time -> before.put("auth_time", time.getEpochSecond()));
        }
        DexIdentity.session(grant.data()).ifPresent(session -> before.put("sid", session));
        Body body = new Body(audience, lifetime, before, claims(grant));
        boolean person = !ClientIdentity.isIn(grant.data());
        return new Content(
                body, person || grant.asks("openid") ? Optional.of(body) : Optional.empty());
    }

    private Map<String, Object> claims(Grant grant) {
        Map<String, Object> claims = everything(grant);
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
        Map<String, Object> claims = everything(grant);
        DexIdentity.session(grant.data()).ifPresent(session -> claims.put("sid", session));
        return claims;
    }

    private static Map<String, Object> everything(Grant grant) {
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
        if (remembered.isPresent()) {
            return asRemembered(grant, known, remembered.orElseThrow());
        }
        if (!(connector.connector() instanceof RefreshableConnector upstream)) {
            return grant;
        }
        return grant.withData(
                new DexIdentity(known.connector(), refreshed(grant, known, upstream)).write());
    }

    private static Grant asRemembered(Grant grant, DexIdentity known, Remembered remembered) {
        DexIdentity now =
                remembered
                        .identity(known)
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.INVALID_REQUEST, "", 500, List.of()));
        return grant.withData(now.write(DexIdentity.session(grant.data())));
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

    @Override
    public Optional<byte[]> session(Grant grant) {
        return DexIdentity.session(grant.data())
                .filter(_ -> sessionBound(grant.client()))
                .map(session -> session.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean ended(ClientId client, Supplier<JsonNode> claims) {
        return remembered.isPresent()
                && session(claims.get())
                        .filter(_ -> sessionBound(client))
                        .filter(session -> !remembered.orElseThrow().alive(session))
                        .isPresent();
    }

    private static Optional<String> session(JsonNode claims) {
        return claims.has("sid") ? Optional.of(claims.get("sid").asString()) : Optional.empty();
    }

    private boolean sessionBound(ClientId client) {
        return clients.dexClient(client).filter(DexClient::sessionBound).isPresent();
    }

    private static OAuthProblem refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, description);
    }
}
