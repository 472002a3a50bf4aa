package dev.atrium.connectors.bitbucket;

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
import dev.atrium.http.Parameters;
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

/// Bitbucket Cloud.
public final class BitbucketConnector implements RedirectConnector, RefreshableConnector {
    private final BitbucketSettings settings;
    private final CodeFlow flow;
    private final Api api;

    public BitbucketConnector(BitbucketSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow =
                new CodeFlow(settings.registration(), settings.endpoints(), http, clock)
                        .toRegisteredCallback();
        this.api = new Api("bitbucket", http);
    }

    @Override
    public String type() {
        return "bitbucket-cloud";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return flow.depart(callback, state, List.of("account", "email"));
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
            throw new UpstreamException(Kind.REFUSED, "bitbucket: the tokens are somebody else's");
        }
        return login;
    }

    private Login login(Asked asked, HeldTokens held) throws UpstreamException {
        String token = held.accessToken();
        JsonNode user = api.get(at("/user"), Api.bearer(token));
        String id = user.path("uuid").asString("");
        String name = user.path("username").asString("");
        if (id.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "bitbucket: /user names nobody");
        }
        Identity identity =
                new Identity(
                        id,
                        name,
                        Optional.empty(),
                        Optional.of(email(token)),
                        true,
                        readsWorkspaces(asked) ? workspaces(name, token) : List.of());
        return new Login(identity, held.write());
    }

    private String email(String token) throws UpstreamException {
        for (JsonNode entry : values("/user/emails?pagelen=100", token)) {
            if (entry.path("is_primary").asBoolean(false)
                    && entry.path("is_confirmed").asBoolean(false)) {
                return entry.path("email").asString("");
            }
        }
        throw new UpstreamException(
                Kind.REFUSED, "bitbucket: user has no confirmed, primary email");
    }

    /// A restriction holds whether or not anybody asked for groups.
    private boolean readsWorkspaces(Asked asked) {
        return asked.groups() || !settings.workspaces().isEmpty();
    }

    private List<String> workspaces(String name, String token) throws UpstreamException {
        Set<String> slugs = new LinkedHashSet<>();
        for (JsonNode entry : values("/user/workspaces?pagelen=100", token)) {
            slugs.add(entry.path("workspace").path("slug").asString(""));
        }
        slugs.remove("");
        Set<String> groups = new LinkedHashSet<>(slugs);
        for (String slug : slugs) {
            if (settings.asksPermission(slug)) {
                permission(slug, token).ifPresent(may -> groups.add(slug + ":" + may));
            }
        }
        if (settings.workspaces().isEmpty()) {
            return List.copyOf(groups);
        }
        groups.retainAll(settings.workspaces());
        if (groups.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "bitbucket: user \"" + name + "\" is not in any of the required teams");
        }
        return List.copyOf(groups);
    }

    /// Empty where Bitbucket does not tell, which refuses nobody.
    private Optional<String> permission(String slug, String token) {
        URI address = at("/user/workspaces/" + Parameters.encode(slug) + "/permission");
        try {
            String may = api.get(address, Api.bearer(token)).path("permission").asString("");
            return Optional.of(may).filter(text -> !text.isEmpty());
        } catch (UpstreamException _) {
            return Optional.empty();
        }
    }

    private List<JsonNode> values(String path, String token) throws UpstreamException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode page : api.pages(at(path), Api.Next.member("next"), Api.bearer(token))) {
            page.path("values").forEach(all::add);
        }
        return all;
    }

    private URI at(String path) {
        return URI.create(settings.api() + path);
    }
}
