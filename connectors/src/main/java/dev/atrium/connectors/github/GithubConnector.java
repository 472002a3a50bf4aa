package dev.atrium.connectors.github;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.HeldTokens;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// GitHub or GitHub Enterprise.
public final class GithubConnector implements RedirectConnector, RefreshableConnector {
    private final GithubSettings settings;
    private final CodeFlow flow;
    private final GithubApi api;
    private final Memberships memberships;

    public GithubConnector(GithubSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow =
                new CodeFlow(settings.registration(), settings.place().endpoints(), http, clock);
        this.api = new GithubApi(settings, http);
        this.memberships = new Memberships(settings, api);
    }

    @Override
    public String type() {
        return "github";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        boolean orgs = !settings.orgs().isEmpty() || settings.legacyOrg().isPresent();
        return flow.depart(
                callback,
                state,
                orgs || asked.groups() ? List.of("user:email", "read:org") : List.of("user:email"));
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        HeldTokens held = flow.arrive(callback, answer);
        JsonNode user = api.user(held.accessToken());
        String id = user.path(settings.loginAsId() ? "login" : "id").asString("");
        return login(asked, held, user, id);
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        HeldTokens held = flow.current(HeldTokens.read(upstreamState));
        return login(asked, held, api.user(held.accessToken()), known.userId());
    }

    private Login login(Asked asked, HeldTokens held, JsonNode user, String id)
            throws UpstreamException {
        String login = user.path("login").asString("");
        String name = user.path("name").asString("");
        if (id.isEmpty() || login.isEmpty()) {
            throw new UpstreamException(
                    UpstreamException.Kind.REFUSED, "github: /user names nobody");
        }
        Identity identity =
                new Identity(
                        id,
                        name.isEmpty() ? login : name,
                        Optional.of(login),
                        Optional.of(api.email(user, held.accessToken())),
                        true,
                        memberships.groups(asked, login, held.accessToken()));
        return new Login(identity, held.write());
    }
}
