package dev.atrium.membership.provider;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An organization's authentication provider over HTTP.
public final class ProviderApi {
    private static final int LONGEST_TEXT = 1_000;
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String ANY_TENANT = "common";

    /// What fctl sends for Microsoft where nobody named a tenant: the name of its flag.
    private static final String NO_TENANT = "tenant";

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");

    private final Providers providers;
    private final String redirectUri;
    private final boolean privateAddresses;

    /// @param redirectUri where providers send the browser back to
    /// @param privateAddresses whether providers may be at addresses that are not public
    public ProviderApi(Providers providers, String redirectUri, boolean privateAddresses) {
        this.providers = providers;
        this.redirectUri = redirectUri;
        this.privateAddresses = privateAddresses;
    }

    /// @param clientSecret never the secret itself
    private record Wire(
            String type,
            String name,
            String clientID,
            String clientSecret,
            JsonNode config,
            String organizationId,
            String redirectURI,
            Instant createdAt,
            Instant updatedAt) {}

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(
                        Operation.READ_AUTHENTICATION_PROVIDER,
                        call -> answer(providers.read(call.organization()))),
                gate.guard(Operation.UPSERT_AUTHENTICATION_PROVIDER, this::put),
                gate.guard(
                        Operation.DELETE_AUTHENTICATION_PROVIDER,
                        call -> {
                            providers.delete(call.caller(), call.organization());
                            return Response.empty(204);
                        }));
    }

    private Response put(Call call) {
        Body body = Body.of(call.request());
        String name = body.words("name", LONGEST_TEXT);
        String clientId = body.words("clientID", LONGEST_TEXT);
        String secret = body.words("clientSecret", LONGEST_TEXT);
        JsonNode config = config(call);
        Kind kind = kind(call, body.text("type", LONGEST_TEXT), name, clientId, config);
        return answer(
                providers.put(
                        call.caller(),
                        call.organization(),
                        new AuthenticationProvider.Asked(
                                kind, name, clientId, Secret.of(secret), place(kind, config))));
    }

    /// Older clients send null for the kinds that have nothing to configure.
    private static JsonNode config(Call call) {
        JsonNode config = call.request().json(JsonNode.class).path("config");
        if (config.isMissingNode()) {
            throw new Problem.Invalid("config", "is required");
        }
        if (!config.isNull() && !config.isObject()) {
            throw new Problem.Invalid("config", "expected a JSON object");
        }
        return config;
    }

    /// fctl leaves the type empty, whatever was typed. GitHub and Google then look the same but for
    /// the name and the shape of the client id; what is stored settles the rest.
    private Kind kind(Call call, String type, String name, String clientId, JsonNode config) {
        if (!type.isEmpty()) {
            return Kind.of(type)
                    .orElseThrow(
                            () ->
                                    new Problem.Invalid(
                                            "type",
                                            "\""
                                                    + type
                                                    + "\" is not a type (expected oidc, google, github or microsoft)"));
        }
        if (config.has("issuer")) {
            return Kind.OIDC;
        }
        if (config.has("tenant")) {
            return Kind.MICROSOFT;
        }
        String said = (name + " " + clientId).toLowerCase(Locale.ROOT);
        if (said.contains("github") || clientId.startsWith("Iv") || clientId.startsWith("Ov")) {
            return Kind.GITHUB;
        }
        if (said.contains("google")) {
            return Kind.GOOGLE;
        }
        return providers
                .find(call.organization())
                .map(stored -> stored.asked().kind())
                .filter(kind -> kind == Kind.GITHUB || kind == Kind.GOOGLE)
                .orElse(Kind.GOOGLE);
    }

    private AuthenticationProvider.Place place(Kind kind, JsonNode config) {
        return switch (kind) {
            case GOOGLE, GITHUB ->
                    new AuthenticationProvider.Place(Optional.empty(), Optional.empty());
            case MICROSOFT ->
                    new AuthenticationProvider.Place(
                            Optional.empty(), Optional.of(tenant(text(config, "tenant"))));
            case OIDC ->
                    new AuthenticationProvider.Place(Optional.of(issuer(config)), Optional.empty());
        };
    }

    private static String tenant(String said) {
        if (said.isEmpty() || said.equals(NO_TENANT)) {
            return ANY_TENANT;
        }
        if (!TENANT.matcher(said).matches()) {
            throw new Problem.Invalid("config.tenant", "expected a tenant's id or domain");
        }
        return said;
    }

    private String issuer(JsonNode config) {
        String path = text(config, "discoveryPath");
        if (!path.isEmpty() && !path.equals(DISCOVERY)) {
            throw new Problem.Invalid(
                    "config.discoveryPath", "only " + DISCOVERY + " below the issuer is looked at");
        }
        if (!config.has("issuer")) {
            throw new Problem.Invalid("config.issuer", "is required");
        }
        String issuer = text(config, "issuer");
        // fctl sends it empty where it was not typed, and is told by the login page.
        return issuer.isEmpty() ? issuer : checked(issuer);
    }

    private String checked(String issuer) {
        Pattern shape = privateAddresses ? WebAddress.ANY_ISSUER : WebAddress.PUBLIC_ISSUER;
        if (!shape.matcher(issuer).matches()) {
            throw new Problem.Invalid(
                    "config.issuer",
                    privateAddresses
                            ? "expected an absolute http or https URL without a query"
                            : "expected an absolute https URL without a query, whose host is a public name and not an address");
        }
        return issuer;
    }

    private static String text(JsonNode config, String name) {
        JsonNode value = config.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        String text = value.asString("");
        if (!value.isString() || text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            throw new Problem.Invalid("config." + name, "expected a text");
        }
        return text;
    }

    private Response answer(AuthenticationProvider provider) {
        AuthenticationProvider.Asked asked = provider.asked();
        ObjectNode config = Json.mapper().createObjectNode();
        asked.place()
                .issuer()
                .ifPresent(issuer -> config.put("issuer", issuer).put("discoveryPath", DISCOVERY));
        asked.place().tenant().ifPresent(tenant -> config.put("tenant", tenant));
        return Data.of(
                200,
                new Wire(
                        asked.kind().wire(),
                        asked.name(),
                        asked.clientId(),
                        Providers.HIDDEN,
                        config,
                        provider.organization().value(),
                        redirectUri,
                        provider.createdAt(),
                        provider.updatedAt()));
    }
}
