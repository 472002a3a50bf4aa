package dev.atrium.connectors.crowd;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Atlassian Crowd.
public final class CrowdConnector implements PasswordConnector, RefreshableConnector {
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 100;

    private final CrowdSettings settings;
    private final Api api;
    private final String[] headers;

    public CrowdConnector(CrowdSettings settings, OutgoingHttp http) {
        this.settings = settings;
        this.api = new Api("crowd", http);
        String pair = settings.application() + ":" + settings.password().reveal();
        this.headers =
                new String[] {
                    "Accept",
                    "application/json",
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8))
                };
    }

    @Override
    public String type() {
        return "atlassian-crowd";
    }

    @Override
    public String prompt() {
        return settings.prompt();
    }

    @Override
    public Optional<Login> login(Asked asked, String name, String password)
            throws UpstreamException {
        if (password.isEmpty()) {
            return Optional.empty();
        }
        URI address = at("/session");
        OutgoingHttp.Answer answer =
                api.posted(address, Map.of("username", name, "password", password), headers);
        // 401 and 403 are about us, not about the person.
        if (answer.status() == 400) {
            return Optional.empty();
        }
        api.read(address, answer);
        return Optional.of(login(asked, name));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        String name;
        try {
            name = Json.mapper().readTree(upstreamState).path("username").asString("");
        } catch (JacksonException _) {
            name = "";
        }
        Login login = login(asked, name);
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(
                    Kind.REFUSED, "crowd: \"" + name + "\" is somebody else now");
        }
        return login;
    }

    private Login login(Asked asked, String name) throws UpstreamException {
        JsonNode user =
                api.get(at("/user?" + Parameters.EMPTY.with("username", name).encode()), headers);
        String key = user.path("key").asString("");
        if (key.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "crowd: user \"" + name + "\" has no key");
        }
        String email = user.path("email").asString("");
        String full = user.path("name").asString("");
        Identity identity =
                new Identity(
                        key,
                        full,
                        switch (settings.preferredUsername()) {
                            case NONE -> Optional.empty();
                            case KEY -> Optional.of(key);
                            case NAME -> Optional.of(full);
                            case EMAIL -> Optional.of(email);
                        },
                        Optional.of(email),
                        true,
                        groups(asked, name));
        return new Login(identity, Json.bytes(Map.of("username", name)));
    }

    /// A restriction holds whether or not anybody asked for groups.
    private List<String> groups(Asked asked, String name) throws UpstreamException {
        if (!asked.groups() && settings.groups().isEmpty()) {
            return List.of();
        }
        List<String> groups = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            Parameters query =
                    Parameters.EMPTY
                            .with("username", name)
                            .with("start-index", Integer.toString(page * PAGE))
                            .with("max-results", Integer.toString(PAGE));
            JsonNode found =
                    api.get(at("/user/group/nested?" + query.encode()), headers).path("groups");
            found.forEach(group -> groups.add(group.path("name").asString("")));
            if (found.size() < PAGE) {
                break;
            }
        }
        if (settings.groups().isEmpty()) {
            return groups;
        }
        List<String> among = groups.stream().filter(settings.groups()::contains).toList();
        if (among.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "crowd: user \"" + name + "\" is not in any of the required groups");
        }
        return among;
    }

    private URI at(String path) {
        return URI.create(settings.base() + "/rest/usermanagement/1" + path);
    }
}
