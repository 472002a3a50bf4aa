package dev.atrium.dex.token;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.PasswordGrant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The password grant, answered by the one connector that the configuration names.
public final class DexPasswordLogin implements PasswordGrant.Login {
    private static final Logger LOG = LoggerFactory.getLogger(DexPasswordLogin.class);

    private final Connectors connectors;
    private final ConnectorId chosen;

    public DexPasswordLogin(Connectors connectors, ConnectorId chosen) {
        this.connectors = connectors;
        this.chosen = chosen;
    }

    @Override
    public Grant logIn(Client client, List<String> scopes, PasswordGrant.Credentials credentials) {
        if (!client.allowsConnector(chosen.value())) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_GRANT, "Connector not allowed for this client.");
        }
        NamedConnector named =
                connectors
                        .find(chosen)
                        .orElseThrow(() -> refused("Requested connector does not exist."));
        if (!named.serves(GrantType.PASSWORD)) {
            throw refused("Requested connector does not support this grant type.");
        }
        if (!(named.connector() instanceof PasswordConnector connector)) {
            throw refused("Requested password connector does not correct type.");
        }
        Asked asked = new Asked(scopes.contains(DexScopes.OFFLINE), scopes.contains("groups"));
        Login login =
                check(connector, asked, credentials)
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.ACCESS_DENIED,
                                                "Invalid username or password"));
        DexIdentity identity = new DexIdentity(chosen, login);
        return new Grant(
                identity.subject(),
                client.id(),
                scopes,
                credentials.nonce(),
                Optional.empty(),
                identity.write());
    }

    private Optional<Login> check(
            PasswordConnector connector, Asked asked, PasswordGrant.Credentials credentials) {
        try {
            return connector.login(asked, credentials.name(), credentials.password());
        } catch (UpstreamException failure) {
            LOG.atError()
                    .addKeyValue("connector_id", chosen)
                    .setCause(failure)
                    .log("failed to login user");
            throw refused("Could not login user");
        }
    }

    private static OAuthProblem refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, description);
    }
}
