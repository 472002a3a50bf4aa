package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.oidc.Digest;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.FctlClient;
import dev.atrium.testkit.fctl.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// How fctl, fctl 2 and the Terraform provider get their tokens, sent as it was recorded to the
/// whole of Dex and Membership.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class TokenReplayTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private FctlClient client;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        Map<String, String> values = new HashMap<>();
        values.put("membership", servers.issuer);
        values.put("organization_scopes", Approver.organizationScopes());
        values.put("organization", "acme");
        values.put("organization_2", "globex");
        values.put("stack", "prod");
        values.put("client", "robot");
        values.put("secret", "the-secret");
        client = new FctlClient(values, this::token, new Approver(servers, browser, clock));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private String token(JsonNode bearer) {
        String token = bearer.path("token").asString("");
        return token.startsWith("${")
                ? client.value(token.substring(2, token.length() - 1))
                : token;
    }

    private List<String> replay(String name, Recording.Line line) {
        List<String> differences = new ArrayList<>();
        for (Recording.Exchange exchange : line.exchanges()) {
            if (exchange.toMembership()) {
                client.replay(exchange)
                        .forEach(
                                difference ->
                                        differences.add(
                                                name
                                                        + " "
                                                        + line.number()
                                                        + " "
                                                        + exchange.path()
                                                        + ": "
                                                        + difference));
            }
        }
        return differences;
    }

    private List<String> replay(String name) {
        List<String> differences = new ArrayList<>();
        Recording.of(name).lines().stream()
                .filter(line -> !line.tampered())
                .forEach(line -> differences.addAll(replay(name, line)));
        return differences;
    }

    private void state() {
        assertThat(replay("login", Recording.of("login").lines().get(1))).isEmpty();
        servers.sql(
                "insert into membership.organizations (id, name, owner_id) select unnest(array['acme', 'globex']), 'Acme', id from membership.users",
                "update membership.organizations set domain = 'acme.test' where id = 'acme'",
                "insert into membership.organization_users (organization_id, user_id, policy_id) select unnest(array['acme', 'globex']), id, 10 from membership.users",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com', true)",
                "insert into membership.stacks (organization_id, id, name, region_id) values ('acme', 'prod', 'Prod', 'eu')",
                "insert into membership.applications (id, name, url, alias) values ('app', 'Deploy', 'https://deploy.example.com', 'deploy')",
                "insert into membership.scopes (label, application_id) values ('apps:Read', 'app'), ('apps:Write', 'app')",
                "insert into membership.organization_applications (organization_id, application_id) values ('acme', 'app')");
        servers.database.writing(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('robot', 'acme', :hash, 'cret')")
                                .bind("hash", Digest.sha256("the-secret"))
                                .execute());
    }

    @Test
    void fctl_gets_an_organizations_token() {
        state();
        assertThat(replay("tokens")).isEmpty();
    }

    @Test
    void fctl_gets_an_applications_token() {
        state();
        assertThat(replay("tokens", Recording.of("tokens").lines().getFirst())).isEmpty();
        assertThat(replay("apps")).isEmpty();
        JsonNode claims = Relying.claims(client.value("application_token"));
        assertThat(claims.path("aud").get(1).asString()).isEqualTo("https://deploy.example.com");
        assertThat(claims.path("scope").asString()).contains("apps:Read apps:Write");
    }

    @Test
    void fctl_asks_about_the_server_and_its_user() {
        state();
        assertThat(replay("tokens", Recording.of("tokens").lines().getFirst())).isEmpty();
        assertThat(replay("ui-prompt")).isEmpty();
        assertThat(replay("profiles")).isEmpty();
        assertThat(replay("version-compat")).isEmpty();
    }

    @Test
    void fctl_2_logs_in_and_trades_its_token_for_a_stacks() {
        assertThat(replay("fctl2/login")).isEmpty();
        servers.sql("delete from membership.organizations");
        state();
        List<Recording.Exchange> exchanges =
                Recording.of("fctl2/stacks").lines().stream()
                        .flatMap(line -> line.exchanges().stream())
                        .filter(
                                exchange ->
                                        exchange.request()
                                                .path("form")
                                                .path("grant_type")
                                                .asString("")
                                                .endsWith("token-exchange"))
                        .filter(
                                exchange ->
                                        exchange.request()
                                                .path("form")
                                                .path("audience")
                                                .asString("")
                                                .endsWith("${stack}"))
                        .toList();
        assertThat(exchanges).isNotEmpty();
        // The stub also gave a refresh token, for which there is no use: fctl 2 trades anew each
        // time.
        assertThat(client.replay(exchanges.getFirst()))
                .containsExactly("$.refresh_token is missing");
    }

    @Test
    void terraform_gets_its_clients_token() {
        state();
        List<String> differences = new ArrayList<>();
        for (int line : List.of(0, 1)) {
            differences.addAll(
                    replay(
                            "terraform/provider",
                            Recording.of("terraform/provider").lines().get(line)));
        }
        assertThat(differences).isEmpty();
        assertThat(Relying.claims(client.value("client_token")).path("organization_id").asString())
                .isEqualTo("acme");
    }
}
