package dev.atrium.connectors.gitlab;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Groups by their full paths, and what somebody may do in them.
final class GitlabGroups {
    private static final String CLAIM = "https://gitlab.org/claims/groups/";

    /// From the least to the most; versions of GitLab that do not know one refuse it.
    private static final Map<Integer, String> LEVELS = levels();

    private final GitlabSettings settings;
    private final Api api;

    GitlabGroups(GitlabSettings settings, Api api) {
        this.settings = settings;
        this.api = api;
    }

    private static Map<Integer, String> levels() {
        Map<Integer, String> levels = new LinkedHashMap<>();
        levels.put(10, "guest");
        levels.put(15, "planner");
        levels.put(20, "reporter");
        levels.put(25, "security_manager");
        levels.put(30, "developer");
        levels.put(40, "maintainer");
        levels.put(50, "owner");
        return levels;
    }

    /// @throws UpstreamException when somebody is in none of the required ones
    List<String> of(String login, String token) throws UpstreamException {
        List<String> groups = settings.inherited() ? inherited(token) : direct(token);
        if (settings.groups().isEmpty()) {
            return groups;
        }
        List<String> among = groups.stream().filter(settings.groups()::contains).toList();
        if (among.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "gitlab: user \"" + login + "\" is not in any of the required groups");
        }
        return among;
    }

    private List<String> direct(String token) throws UpstreamException {
        JsonNode claims =
                api.get(URI.create(settings.base() + "/oauth/userinfo"), Api.bearer(token));
        Set<String> groups = new LinkedHashSet<>(texts(claims.path("groups")));
        if (settings.permissions()) {
            for (String group : List.copyOf(groups)) {
                for (String role : List.of("owner", "maintainer", "developer")) {
                    if (covers(texts(claims.path(CLAIM + role)), group)) {
                        groups.add(group + ":" + role);
                        break;
                    }
                }
            }
        }
        return List.copyOf(groups);
    }

    /// Whether a list has the group or one that it is below.
    private static boolean covers(List<String> listed, String group) {
        return listed.stream().anyMatch(one -> group.equals(one) || group.startsWith(one + "/"));
    }

    private List<String> inherited(String token) throws UpstreamException {
        String address = settings.base() + "/api/v4/groups?all_available=false&per_page=100";
        List<String> paths = paths(api.elements(URI.create(address), Api.bearer(token)));
        if (!settings.permissions()) {
            return paths;
        }
        Map<String, String> roles = new LinkedHashMap<>();
        paths.forEach(path -> roles.put(path, "minimal_access"));
        for (Map.Entry<Integer, String> level : LEVELS.entrySet()) {
            URI at = URI.create(address + "&min_access_level=" + level.getKey());
            for (String path : atLeast(at, token)) {
                roles.replace(path, level.getValue());
            }
        }
        List<String> groups = new ArrayList<>(paths);
        roles.forEach((path, role) -> groups.add(path + ":" + role));
        return groups;
    }

    private List<String> atLeast(URI address, String token) throws UpstreamException {
        OutgoingHttp.Answer answer = api.answer(address, Api.bearer(token));
        return answer.status() == 400 ? List.of() : paths(api.elements(address, Api.bearer(token)));
    }

    private static List<String> paths(List<JsonNode> groups) {
        List<String> paths = new ArrayList<>();
        groups.forEach(group -> paths.add(group.path("full_path").asString("")));
        return new ArrayList<>(new LinkedHashSet<>(paths));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asString("")));
        return texts;
    }
}
