package dev.atrium.connectors.oauth;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.HeldTokens;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Any OAuth 2.0 server. It is not asked again later: what it gives has no agreed lifetime.
public final class OauthConnector implements RedirectConnector {
    private final OauthSettings settings;
    private final CodeFlow flow;
    private final Api api;

    public OauthConnector(OauthSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow = new CodeFlow(settings.registration(), settings.endpoints(), http, clock);
        this.api = new Api("oauth", http);
    }

    @Override
    public String type() {
        return "oauth";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return flow.depart(callback, state, settings.scopes());
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        HeldTokens held = flow.arrive(callback, answer);
        JsonNode person = api.get(settings.userInfo(), Api.bearer(held.accessToken()));
        if (!person.isObject()) {
            throw new UpstreamException(Kind.REFUSED, "oauth: userinfo is not an object");
        }
        OauthSettings.Members names = settings.members();
        Identity identity =
                new Identity(
                        userId(person.path(settings.userId())),
                        text(person, names.userName()).orElse(""),
                        text(person, names.preferredUsername()),
                        Optional.of(text(person, names.email()).orElse("")),
                        person.path(names.emailVerified()).isBoolean()
                                && person.path(names.emailVerified()).asBoolean(),
                        asked.groups() ? groups(person, held.accessToken()) : List.of());
        return new Login(identity, Json.bytes(Map.of("AccessToken", held.accessToken())));
    }

    private String userId(JsonNode id) throws UpstreamException {
        if (id.isString()) {
            return id.asString();
        }
        if (id.isNumber()) {
            return GoNumber.print(id.asDouble());
        }
        throw new UpstreamException(
                Kind.REFUSED,
                "oauth: userinfo has no \"" + settings.userId() + "\" that is a text or a number");
    }

    /// From both places, sorted. The token came straight from the token endpoint, so its claims are
    /// what the server says although nobody checks its signature here.
    private List<String> groups(JsonNode person, String accessToken) {
        TreeSet<String> groups = new TreeSet<>();
        String name = settings.members().groups();
        groups.addAll(names(person.path(name)));
        groups.addAll(names(payload(accessToken).path(name)));
        return new ArrayList<>(groups);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        if (list.isArray()) {
            for (JsonNode element : list) {
                String name =
                        element.isString() ? element.asString() : element.path("name").asString("");
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static JsonNode payload(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
            }
        } catch (IllegalArgumentException | JacksonException _) {
            // It only looked like a JWT.
        }
        return MissingNode.getInstance();
    }

    private static Optional<String> text(JsonNode person, String name) {
        JsonNode value = person.path(name);
        return value.isString() && !value.asString().isEmpty()
                ? Optional.of(value.asString())
                : Optional.empty();
    }
}
