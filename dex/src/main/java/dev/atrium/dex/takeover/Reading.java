package dev.atrium.dex.takeover;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.local.LocalUser;
import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.RefreshLifetime;
import dev.atrium.dex.person.Consent;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.person.PersonId;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.oidc.token.AdoptedRefreshTokens;
import dev.atrium.oidc.token.Grant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Dex's rows in this role's words.
final class Reading {
    private Reading() {}

    static DexClient client(Row row) {
        String secret = row.text("secret");
        return new DexClient(
                new Client(
                        new ClientId(row.required("id")),
                        row.text("name"),
                        row.flag("public", false),
                        secret.isEmpty()
                                ? List.of()
                                : List.of(new ClientSecret.Plain(Secret.of(secret))),
                        row.texts("redirect_uris"),
                        row.texts("post_logout_redirect_uris"),
                        Set.copyOf(row.texts("allowed_connectors")),
                        row.texts("trusted_peers").stream()
                                .map(ClientId::new)
                                .collect(Collectors.toSet()),
                        Set.of(),
                        Set.of(),
                        row.text("logo_url")),
                row.nullableTexts("sso_shared_with").map(Set::copyOf),
                RefreshLifetime.of(row.text("refresh_token_lifetime"))
                        .orElseThrow(
                                () ->
                                        row.wrong(
                                                "refresh_token_lifetime",
                                                "is neither standalone nor session")),
                row.nonEmpty("backchannel_logout_uri"),
                List.of());
    }

    static LocalUser password(Row row) {
        String hash = new String(row.bytes("hash"), StandardCharsets.UTF_8);
        if (!hash.startsWith("$2")) {
            throw row.wrong("hash", "is not a bcrypt hash");
        }
        return new LocalUser(
                row.required("email"),
                Secret.of(hash),
                row.text("user_id"),
                row.text("username"),
                row.text("name"),
                row.nonEmpty("preferred_username"),
                row.flag("email_verified", true),
                row.texts("groups"));
    }

    static StoredConnector connector(Row row) {
        byte[] config = row.bytes("config");
        try {
            Json.mapper().readTree(config);
        } catch (JacksonException _) {
            throw row.wrong("config", "is not JSON");
        }
        return new StoredConnector(
                row.required("id"),
                row.required("type"),
                row.text("name"),
                config,
                row.texts("grant_types"),
                1);
    }

    static Person person(Row row) {
        PersonId id =
                new PersonId(row.text("user_id"), new ConnectorId(row.required("connector_id")));
        Instant lastLogin = row.time("last_login").orElse(Instant.EPOCH);
        return new Person(
                id,
                new DexIdentity(id.connector(), new Login(identity(row), new byte[0])),
                row.time("created_at").orElse(lastLogin),
                lastLogin);
    }

    static List<Consent> consents(Row row) {
        List<Consent> consents = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : row.json("consents").properties()) {
            List<String> scopes = new ArrayList<>();
            entry.getValue().forEach(scope -> scopes.add(scope.asString("")));
            consents.add(new Consent(new ClientId(entry.getKey()), scopes));
        }
        return consents;
    }

    /// Whether somebody has a second factor, which this role has no place for.
    static boolean hasFactors(Row row) {
        return !row.json("mfa_secrets").isEmpty() || !row.json("webauthn_credentials").isEmpty();
    }

    static BrowserSession session(Row row) {
        Instant created = row.time("created_at").orElse(Instant.EPOCH);
        Instant absolute = row.time("absolute_expiry").orElse(created);
        Instant idle = row.time("idle_expiry").orElse(absolute);
        List<BrowserSession.ClientState> clients = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : row.json("client_states").properties()) {
            clients.add(clientState(row, entry.getKey(), entry.getValue(), created));
        }
        return new BrowserSession(
                row.required("id"),
                new PersonId(row.text("user_id"), new ConnectorId(row.required("connector_id"))),
                clients,
                row.text("ip_address"),
                row.text("user_agent"),
                created,
                row.time("last_activity").orElse(created),
                absolute,
                idle.isBefore(absolute) ? idle : absolute);
    }

    private static BrowserSession.ClientState clientState(
            Row row, String client, JsonNode state, Instant created) {
        Instant authenticated = stateTime(row, state, "AuthenticatedAt").orElse(created);
        return new BrowserSession.ClientState(
                new ClientId(client),
                authenticated,
                stateTime(row, state, "LastActivity").orElse(authenticated),
                stateTime(row, state, "LastTokenIssuedAt"),
                Row.member(state, "ViaSSO").asBoolean(false));
    }

    private static Optional<Instant> stateTime(Row row, JsonNode state, String member) {
        return row.time(Row.member(state, member), "client_states")
                .filter(at -> at.isAfter(Instant.EPOCH));
    }

    /// @param bound whether a client's tokens end with the browser session that gave them
    static AdoptedRefreshTokens.Adopted refreshToken(Row row, Predicate<ClientId> bound) {
        ClientId client = new ClientId(row.required("client_id"));
        JsonNode offline = Row.member(row.json("offline_refresh"), client.value());
        boolean current = Row.member(offline, "ID").asString("").equals(row.required("id"));
        Optional<String> session =
                Optional.of(Row.member(offline, "SessionID").asString(""))
                        .filter(id -> current && !id.isEmpty());
        byte[] kept = row.bytes("offline_data");
        DexIdentity identity =
                new DexIdentity(
                        new ConnectorId(row.required("connector_id")),
                        new Login(
                                identity(row),
                                kept.length > 0 ? kept : row.bytes("connector_data")));
        Instant created = row.time("created_at").orElse(Instant.EPOCH);
        return new AdoptedRefreshTokens.Adopted(
                row.required("id"),
                Secret.of(row.text("token")),
                row.nonEmpty("obsolete_token").map(Secret::of),
                new Grant(
                        identity.subject(),
                        client,
                        row.texts("scopes"),
                        row.nonEmpty("nonce"),
                        row.time("last_login"),
                        identity.write(session)),
                created,
                row.time("last_used").orElse(created),
                current ? Optional.of(identity.subject()) : Optional.empty(),
                session.filter(_ -> bound.test(client))
                        .map(id -> id.getBytes(StandardCharsets.UTF_8)));
    }

    private static Identity identity(Row row) {
        return new Identity(
                row.text("claims_user_id"),
                row.text("claims_username"),
                row.nonEmpty("claims_preferred_username"),
                row.nonEmpty("claims_email"),
                row.flag("claims_email_verified", false),
                row.texts("claims_groups"));
    }
}
