package dev.atrium.connectors.github;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Organizations and teams as groups, and whether somebody is in the ones that are required.
final class Memberships {
    private final GithubSettings settings;
    private final GithubApi api;

    Memberships(GithubSettings settings, GithubApi api) {
        this.settings = settings;
        this.api = api;
    }

    /// A team by every name that may stand for it.
    private record Team(String org, String name, String slug) {}

    /// A restriction holds whether or not anybody asked for groups.
    List<String> groups(Asked asked, String login, String token) throws UpstreamException {
        if (!settings.orgs().isEmpty()) {
            return ofRequired(login, token);
        }
        if (!asked.groups()) {
            return List.of();
        }
        if (settings.legacyOrg().isPresent()) {
            return names(settings.legacyOrg().orElseThrow(), teams(token));
        }
        return settings.loadAllGroups() ? all(token) : List.of();
    }

    private List<String> ofRequired(String login, String token) throws UpstreamException {
        List<Team> teams = teams(token);
        Set<String> groups = new LinkedHashSet<>();
        boolean inOne = false;
        for (GithubSettings.Org org : settings.orgs()) {
            if (!api.isMember(org.name(), login, token)) {
                continue;
            }
            List<String> names =
                    names(org.name(), teams).stream()
                            .filter(name -> org.teams().isEmpty() || org.teams().contains(name))
                            .map(name -> org.name() + ":" + name)
                            .toList();
            inOne = inOne || org.teams().isEmpty() || !names.isEmpty();
            groups.addAll(names);
        }
        if (!inOne) {
            throw new UpstreamException(
                    Kind.REFUSED, "github: user \"" + login + "\" not in required orgs or teams");
        }
        return List.copyOf(groups);
    }

    private List<String> all(String token) throws UpstreamException {
        Set<String> groups = new LinkedHashSet<>();
        List<Team> teams = teams(token);
        for (JsonNode org : api.orgs(token)) {
            String name = org.path("login").asString("");
            groups.add(name);
            names(name, teams).forEach(team -> groups.add(name + ":" + team));
        }
        return List.copyOf(groups);
    }

    private List<Team> teams(String token) throws UpstreamException {
        return api.teams(token).stream()
                .map(
                        team ->
                                new Team(
                                        team.path("organization").path("login").asString(""),
                                        team.path("name").asString(""),
                                        team.path("slug").asString("")))
                .toList();
    }

    /// By every name that a team goes by.
    private List<String> names(String org, List<Team> teams) {
        List<String> names = new ArrayList<>();
        for (Team team : teams) {
            if (!team.org().equals(org)) {
                continue;
            }
            if (settings.teamName() != GithubSettings.TeamName.SLUG) {
                names.add(team.name());
            }
            if (settings.teamName() != GithubSettings.TeamName.NAME) {
                names.add(team.slug());
            }
        }
        return names.stream().distinct().toList();
    }
}
