package dev.atrium.connectors.gitea;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Gitea or Forgejo.
public final class GiteaConnector implements RedirectConnector, RefreshableConnector {
    private final GiteaSettings settings;
    private final CodeFlow flow;
    private final Api api;

    public GiteaConnector(GiteaSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow = new CodeFlow(settings.registration(), settings.endpoints(), http, clock);
        this.api = new Api("gitea", http);
    }

    @Override
    public String type() {
        return "gitea";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return flow.depart(callback, state, List.of());
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return login(asked, flow.arrive(callback, answer));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Login login = login(asked, flow.current(HeldTokens.read(upstreamState)));
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(Kind.REFUSED, "gitea: the tokens are somebody else's");
        }
        return login;
    }

    private Login login(Asked asked, HeldTokens held) throws UpstreamException {
        JsonNode user = api.get(at("/user"), Api.bearer(held.accessToken()));
        String login = text(user, "login").or(() -> text(user, "username")).orElse("");
        String id = settings.loginAsId() ? login : user.path("id").asString("");
        if (id.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "gitea: /user names nobody");
        }
        String email = text(user, "email").orElse("");
        Identity identity =
                new Identity(
                        id,
                        text(user, "full_name").orElse(email),
                        Optional.of(login),
                        Optional.of(email),
                        true,
                        groups(asked, login, held.accessToken()));
        return new Login(identity, held.write());
    }

    private record Team(String org, String name) {}

    /// A restriction holds whether or not anybody asked for groups.
    private List<String> groups(Asked asked, String login, String token) throws UpstreamException {
        if (settings.orgs().isEmpty() && !(asked.groups() && settings.loadAllGroups())) {
            return List.of();
        }
        List<Team> teams = teams(token);
        if (settings.orgs().isEmpty()) {
            Set<String> all = new LinkedHashSet<>();
            for (Team team : teams) {
                all.add(team.org());
                all.add(team.org() + ":" + team.name());
            }
            return List.copyOf(all);
        }
        List<String> groups = required(teams);
        if (groups.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED, "gitea: user \"" + login + "\" not in required orgs or teams");
        }
        return groups;
    }

    private List<String> required(List<Team> teams) {
        Set<String> groups = new LinkedHashSet<>();
        for (GiteaSettings.Org org : settings.orgs()) {
            for (Team team : teams) {
                if (!team.org().equals(org.name())) {
                    continue;
                }
                if (org.teams().isEmpty()) {
                    groups.add(org.name());
                } else if (org.teams().contains(team.name())) {
                    groups.add(org.name());
                    groups.add(org.name() + ":" + team.name());
                }
            }
        }
        return List.copyOf(groups);
    }

    private List<Team> teams(String token) throws UpstreamException {
        List<Team> teams = new ArrayList<>();
        for (JsonNode team : api.elements(at("/user/teams?limit=50"), Api.bearer(token))) {
            JsonNode org = team.path("organization");
            teams.add(
                    new Team(
                            text(org, "username").or(() -> text(org, "name")).orElse(""),
                            team.path("name").asString("")));
        }
        return teams;
    }

    private URI at(String path) {
        return URI.create(settings.base() + "/api/v1" + path);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
