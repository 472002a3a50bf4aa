package dev.atrium.connectors.openshift;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// OpenShift. Its endpoints are those of its discovery document, fetched when first needed.
public final class OpenshiftConnector implements RedirectConnector, RefreshableConnector {
    private final OpenshiftSettings settings;
    private final OutgoingHttp http;
    private final Clock clock;
    private final Api api;
    private final AtomicReference<Optional<CodeFlow>> found =
            new AtomicReference<>(Optional.empty());

    public OpenshiftConnector(OpenshiftSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
        this.api = new Api("openshift", http);
    }

    @Override
    public String type() {
        return "openshift";
    }

    @Override
    public void check() throws UpstreamException {
        flow();
    }

    private CodeFlow flow() throws UpstreamException {
        Optional<CodeFlow> held = found.get();
        if (held.isPresent()) {
            return held.orElseThrow();
        }
        JsonNode document =
                api.get(
                        at("/.well-known/oauth-authorization-server"),
                        "Accept",
                        "application/json");
        CodeFlow flow =
                new CodeFlow(
                        settings.registration(),
                        new CodeFlow.Endpoints(
                                endpoint(document, "authorization_endpoint"),
                                endpoint(document, "token_endpoint")),
                        http,
                        clock);
        found.set(Optional.of(flow));
        return flow;
    }

    private static URI endpoint(JsonNode document, String name) throws UpstreamException {
        try {
            URI address = URI.create(document.path(name).asString(""));
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw new UpstreamException(
                Kind.UNAVAILABLE, "openshift: its discovery document has no usable " + name);
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return flow().depart(callback, state, List.of("user:info"));
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return login(flow().arrive(callback, answer));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Login login = login(flow().current(HeldTokens.read(upstreamState)));
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(Kind.REFUSED, "openshift: the tokens are somebody else's");
        }
        return login;
    }

    private Login login(HeldTokens held) throws UpstreamException {
        JsonNode user =
                api.get(at("/apis/user.openshift.io/v1/users/~"), Api.bearer(held.accessToken()));
        String id = user.path("metadata").path("uid").asString("");
        String name = user.path("metadata").path("name").asString("");
        if (id.isEmpty() && name.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "openshift: users/~ names nobody");
        }
        List<String> groups = new ArrayList<>();
        user.path("groups").forEach(group -> groups.add(group.asString("")));
        if (!settings.groups().isEmpty()
                && groups.stream().noneMatch(settings.groups()::contains)) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "openshift: user \"" + name + "\" is not in any of the required groups");
        }
        return new Login(
                new Identity(id, name, Optional.of(name), Optional.of(name), false, groups),
                held.write());
    }

    private URI at(String path) {
        return URI.create(settings.issuer() + path);
    }
}
