package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.token.Grant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every successful login ends with, whatever the connector.
final class Finish {
    private static final Logger LOG = LoggerFactory.getLogger(Finish.class);

    private final Logins logins;
    private final FlowPaths paths;
    private final Clock clock;
    private final MeterRegistry meters;

    Finish(Logins logins, FlowPaths paths, Clock clock, MeterRegistry meters) {
        this.logins = logins;
        this.paths = paths;
        this.clock = clock;
        this.meters = meters;
    }

    Response login(
            Request request,
            AuthorizationRequest authorization,
            String reference,
            ConnectorId connector,
            Login login) {
        DexIdentity identity = new DexIdentity(connector, login);
        logins.put(
                authorization,
                new Grant(
                        identity.subject(),
                        authorization.client(),
                        authorization.scopes(),
                        authorization.nonce(),
                        Optional.of(clock.instant()),
                        identity.write()));
        count(connector, "success");
        log(connector, login.identity());
        return Redirects.to(
                request, 303, paths.dispatcher(authorization, reference, Logins.Step.CONTINUE));
    }

    void count(ConnectorId connector, String outcome) {
        Counter.builder("atrium.logins")
                .description("Logins by connector and outcome")
                .tag("role", "dex")
                .tag("connector", connector.value())
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    private static void log(ConnectorId connector, Identity identity) {
        String email =
                identity.email()
                        .map(
                                address ->
                                        identity.emailVerified()
                                                ? address
                                                : address + " (unverified)")
                        .orElse("");
        LOG.atInfo()
                .addKeyValue("connector_id", connector)
                .addKeyValue("user_id", identity.userId())
                .addKeyValue("username", identity.username())
                .addKeyValue("preferred_username", identity.preferredUsername().orElse(""))
                .addKeyValue("email", email)
                .addKeyValue("groups", identity.groups())
                .log("login successful");
    }
}
