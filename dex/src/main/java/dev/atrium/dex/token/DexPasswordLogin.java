package dev.atrium.dex.token;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.audit.LoginTrail;
import dev.atrium.http.Request;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.PasswordGrant;
import dev.atrium.storage.Database;
import dev.atrium.storage.FrequentSql;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The password grant, answered by the one connector that the configuration names.
public final class DexPasswordLogin implements PasswordGrant.Login {
    private static final Logger LOG = LoggerFactory.getLogger(DexPasswordLogin.class);

    private final Connectors connectors;
    private final ConnectorId chosen;
    private final Throttle throttle;
    private final LoginTrail trail;
    private final Database database;
    private final Function<Request, String> address;

    /// @param address of the caller
    public DexPasswordLogin(
            Connectors connectors,
            ConnectorId chosen,
            Throttle throttle,
            LoginTrail trail,
            Database database,
            Function<Request, String> address) {
        this.connectors = connectors;
        this.chosen = chosen;
        this.throttle = throttle;
        this.trail = trail;
        this.database = database;
        this.address = address;
    }

    @Override
    public Grant logIn(
            Request request,
            Client client,
            List<String> scopes,
            PasswordGrant.Credentials credentials) {
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
        Login login = attempt(new Attempt(request, client, credentials), connector, asked);
        DexIdentity identity = new DexIdentity(chosen, login);
        return new Grant(
                identity.subject(),
                client.id(),
                scopes,
                credentials.nonce(),
                Optional.empty(),
                identity.write());
    }

    private record Attempt(Request request, Client client, PasswordGrant.Credentials credentials) {}

    private Login attempt(Attempt attempt, PasswordConnector connector, Asked asked) {
        Guess.Account account = new Guess.Account(chosen.value(), attempt.credentials().name());
        Guess.Address from = new Guess.Address(address.apply(attempt.request()));
        boolean forgives;
        try {
            forgives = throttle.check(account, from);
        } catch (Problem.Throttled tooEarly) {
            failed(attempt, LoginEvent.Outcome.THROTTLED);
            throw tooEarly;
        }
        Optional<Login> login = check(connector, asked, attempt.credentials());
        if (login.isEmpty()) {
            throttle.refused(account, from);
            failed(attempt, LoginEvent.Outcome.REFUSED);
            throw new OAuthProblem.Answered(
                    OAuthError.ACCESS_DENIED, "Invalid username or password");
        }
        if (forgives) {
            throttle.accepted(account);
        }
        Login found = login.orElseThrow();
        FrequentSql.Bound event =
                trail.success(
                        attempt.request(),
                        chosen,
                        found.identity(),
                        attempt.credentials().name(),
                        attempt.client().id());
        database.writeOnce(tx -> tx.change(event));
        return found;
    }

    private void failed(Attempt attempt, LoginEvent.Outcome outcome) {
        trail.failure(
                attempt.request(),
                outcome,
                chosen,
                attempt.credentials().name(),
                attempt.client().id());
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
