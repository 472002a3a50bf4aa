package dev.atrium.dex.token;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.TokenConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.TokenExchangeGrant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose token is exchanged, by the connector that the caller names.
public final class DexTokenExchange implements TokenExchangeGrant.Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(DexTokenExchange.class);

    private final Connectors connectors;

    public DexTokenExchange(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public Grant vouch(Client client, TokenExchangeGrant.Subject subject) {
        NamedConnector named =
                Optional.of(subject.connector())
                        .filter(id -> !id.isEmpty())
                        .flatMap(id -> connectors.find(new ConnectorId(id)))
                        .orElseThrow(() -> refused("Requested connector does not exist."));
        if (!client.allowsConnector(named.id().value())) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_GRANT, "Connector not allowed for this client.");
        }
        if (!named.serves(GrantType.TOKEN_EXCHANGE)) {
            throw refused("Requested connector does not support this grant type.");
        }
        if (!(named.connector() instanceof TokenConnector connector)) {
            throw refused("Requested connector does not exist.");
        }
        DexIdentity identity =
                new DexIdentity(named.id(), recognised(named.id(), connector, subject));
        LOG.atInfo()
                .addKeyValue("connector_id", named.id())
                .addKeyValue("user_id", identity.login().identity().userId())
                .addKeyValue("client_id", client.id())
                .log("token exchange successful");
        return new Grant(
                identity.subject(),
                client.id(),
                subject.scopes(),
                Optional.empty(),
                Optional.empty(),
                identity.write());
    }

    private static Login recognised(
            ConnectorId id, TokenConnector connector, TokenExchangeGrant.Subject subject) {
        TokenConnector.TokenKind kind =
                switch (subject.kind()) {
                    case ACCESS_TOKEN -> TokenConnector.TokenKind.ACCESS_TOKEN;
                    case ID_TOKEN -> TokenConnector.TokenKind.ID_TOKEN;
                };
        try {
            return connector.recognise(
                    new Asked(false, subject.scopes().contains("groups")), kind, subject.token());
        } catch (UpstreamException failure) {
            LOG.atWarn()
                    .addKeyValue("connector_id", id)
                    .setCause(failure)
                    .log("failed to verify subject token");
            throw new OAuthProblem.Answered(OAuthError.ACCESS_DENIED, "");
        }
    }

    private static OAuthProblem refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, description);
    }
}
