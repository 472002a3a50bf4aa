package dev.atrium.connectors.gitlab;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.TokenConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.HeldTokens;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// GitLab, anybody's or one's own.
public final class GitlabConnector
        implements RedirectConnector, RefreshableConnector, TokenConnector {
    private final GitlabSettings settings;
    private final CodeFlow flow;
    private final Api api;
    private final GitlabGroups groups;

    public GitlabConnector(GitlabSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow = new CodeFlow(settings.registration(), settings.endpoints(), http, clock);
        this.api = new Api("gitlab", http);
        this.groups = new GitlabGroups(settings, api);
    }

    @Override
    public String type() {
        return "gitlab";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        List<String> scopes = new ArrayList<>(List.of("read_user"));
        if (readsGroups(asked)) {
            scopes.add("openid");
            if (settings.inherited()) {
                scopes.add("read_api");
            }
        }
        return flow.depart(callback, state, scopes);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return login(asked, flow.arrive(callback, answer));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        HeldTokens kept = HeldTokens.read(upstreamState);
        HeldTokens held = kept.refreshToken().isEmpty() ? flow.current(kept) : flow.refresh(kept);
        Login login = login(asked, held);
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(Kind.REFUSED, "gitlab: the tokens are somebody else's");
        }
        return login;
    }

    @Override
    public Login recognise(Asked asked, TokenKind kind, String token) throws UpstreamException {
        if (kind != TokenKind.ACCESS_TOKEN) {
            throw new UpstreamException(
                    Kind.REFUSED, "gitlab: only access tokens can be recognised");
        }
        Login login = login(asked, new HeldTokens(token, "", Optional.empty()));
        return new Login(login.identity(), new byte[0]);
    }

    private Login login(Asked asked, HeldTokens held) throws UpstreamException {
        JsonNode user =
                api.get(
                        URI.create(settings.base() + "/api/v4/user"),
                        Api.bearer(held.accessToken()));
        String login = user.path("username").asString("");
        String id = settings.loginAsId() ? login : user.path("id").asString("");
        if (id.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "gitlab: /api/v4/user names nobody");
        }
        String email = user.path("email").asString("");
        String name = user.path("name").asString("");
        Identity identity =
                new Identity(
                        id,
                        name.isEmpty() ? email : name,
                        Optional.of(login),
                        Optional.of(email),
                        true,
                        readsGroups(asked) ? groups.of(login, held.accessToken()) : List.of());
        return new Login(identity, held.write());
    }

    /// A restriction holds whether or not anybody asked for groups.
    private boolean readsGroups(Asked asked) {
        return asked.groups() || !settings.groups().isEmpty();
    }
}
