package dev.atrium.connectors.keystone;

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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// OpenStack's Keystone.
public final class KeystoneConnector implements PasswordConnector, RefreshableConnector {
    private final KeystoneSettings settings;
    private final Api api;

    public KeystoneConnector(KeystoneSettings settings, OutgoingHttp http) {
        this.settings = settings;
        this.api = new Api("keystone", http);
    }

    @Override
    public String type() {
        return "keystone";
    }

    @Override
    public String prompt() {
        return "username";
    }

    private record Session(String token, String userId) {}

    @Override
    public Optional<Login> login(Asked asked, String name, String password)
            throws UpstreamException {
        Optional<Session> session = session(name, password);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        Session own = session.orElseThrow();
        return Optional.of(
                new Login(identity(asked, own.userId(), name, own.token()), new byte[0]));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Session admin =
                session(settings.adminName(), settings.adminPassword().reveal())
                        .orElseThrow(
                                () ->
                                        new UpstreamException(
                                                Kind.UNAVAILABLE,
                                                "keystone: keystoneUsername is refused"));
        return new Login(
                identity(asked, known.userId(), known.username(), admin.token()), upstreamState);
    }

    /// Empty where name and password do not belong together.
    private Optional<Session> session(String name, String password) throws UpstreamException {
        URI address = at("/v3/auth/tokens/");
        Map<String, Object> user =
                Map.of("name", name, "domain", settings.domain().json(), "password", password);
        Map<String, Object> body =
                Map.of(
                        "auth",
                        Map.of(
                                "identity",
                                Map.of(
                                        "methods",
                                        List.of("password"),
                                        "password",
                                        Map.of("user", user))));
        OutgoingHttp.Answer answer = api.posted(address, body, "Accept", "application/json");
        if (answer.status() == 401) {
            return Optional.empty();
        }
        JsonNode token = api.read(address, answer).path("token");
        String id = token.path("user").path("id").asString("");
        Optional<String> subjectToken = answer.header("X-Subject-Token");
        if (id.isEmpty() || subjectToken.isEmpty()) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "keystone: the answer to a login has no token or no user");
        }
        return Optional.of(new Session(subjectToken.orElseThrow(), id));
    }

    private Identity identity(Asked asked, String id, String name, String token)
            throws UpstreamException {
        String user = "/v3/users/" + Parameters.encode(id);
        String[] headers = {"X-Auth-Token", token, "Accept", "application/json"};
        Optional<String> email =
                Optional.of(api.get(at(user), headers).path("user").path("email").asString(""))
                        .filter(text -> !text.isEmpty());
        List<String> groups = new ArrayList<>();
        if (asked.groups()) {
            api.get(at(user + "/groups"), headers)
                    .path("groups")
                    .forEach(group -> groups.add(group.path("name").asString("")));
        }
        return new Identity(id, name, Optional.empty(), email, email.isPresent(), groups);
    }

    private URI at(String path) {
        return URI.create(settings.base() + path);
    }
}
