package dev.atrium.connectors.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.http.Response;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeystoneConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final Simulated keystone = new Simulated(FakeClock.atNoon());

    @BeforeEach
    void somebody_has_an_account() {
        keystone.on(
                        "POST /v3/auth/tokens/",
                        request -> {
                            if (request.text().contains("wrong")) {
                                return Response.text(401, "{}");
                            }
                            boolean admin = request.text().contains("\"admin\"");
                            return Simulated.json(
                                            201, "{'token':{'user':{'id':'k-1','name':'jane'}}}")
                                    .header("X-Subject-Token", admin ? "A" : "T");
                        })
                .on("GET /v3/users/k-1", "{'user':{'id':'k-1','email':'j@x.io'}}")
                .on("GET /v3/users/k-1/groups", "{'groups':[{'id':'1','name':'ops'}]}");
    }

    @AfterEach
    void stop() {
        keystone.close();
    }

    private KeystoneConnector connector(String domain) {
        return new KeystoneConnector(
                new KeystoneSettings(
                        keystone.base(),
                        KeystoneSettings.Domain.of(domain),
                        "admin",
                        Secret.of("a")),
                Simulated.http());
    }

    @Test
    void the_users_id_is_who_it_is() throws Exception {
        Login login = connector("default").login(GROUPS, "jane", "pw").orElseThrow();

        assertThat(login.identity())
                .isEqualTo(
                        new Identity(
                                "k-1",
                                "jane",
                                Optional.empty(),
                                Optional.of("j@x.io"),
                                true,
                                List.of("ops")));
        assertThat(keystone.seen("/v3/users/k-1").getFirst().header("X-Auth-Token")).isEqualTo("T");
        assertThat(
                        connector("default")
                                .login(PLAIN, "jane", "pw")
                                .orElseThrow()
                                .identity()
                                .groups())
                .isEmpty();
    }

    @Test
    void a_wrong_password_is_a_wrong_password() throws Exception {
        assertThat(connector("default").login(PLAIN, "jane", "wrong")).isEmpty();
        keystone.on("POST /v3/auth/tokens/", _ -> Response.text(503, "later"));
        assertThatThrownBy(() -> connector("default").login(PLAIN, "jane", "pw"))
                .extracting(thrown -> ((UpstreamException) thrown).kind())
                .isEqualTo(UpstreamException.Kind.UNAVAILABLE);
    }

    @Test
    void a_domain_is_an_id_or_a_name() throws Exception {
        for (String id : List.of("default", "6c1c8a5e-3f1e-4a57-9d5e-0c2f3d1b7a10")) {
            connector(id).login(PLAIN, "jane", "pw");
            assertThat(keystone.seen("/v3/auth/tokens/").getLast().body())
                    .contains("\"domain\":{\"id\":\"" + id + "\"}");
        }
        connector("Default domain").login(PLAIN, "jane", "pw");
        assertThat(keystone.seen("/v3/auth/tokens/").getLast().body())
                .contains("\"domain\":{\"name\":\"Default domain\"}");
    }

    @Test
    void a_refresh_asks_with_the_administrators_rights() throws Exception {
        Login login = connector("default").login(GROUPS, "jane", "pw").orElseThrow();
        Login again = connector("default").refresh(GROUPS, login.identity(), login.upstreamState());

        assertThat(again.identity()).isEqualTo(login.identity());
        assertThat(keystone.seen("/v3/users/k-1").getLast().header("X-Auth-Token")).isEqualTo("A");
        keystone.on("GET /v3/users/k-1", _ -> Response.text(404, "gone"));
        assertThatThrownBy(
                        () ->
                                connector("default")
                                        .refresh(GROUPS, login.identity(), login.upstreamState()))
                .hasMessage("keystone: /v3/users/k-1 answered 404");
    }
}
