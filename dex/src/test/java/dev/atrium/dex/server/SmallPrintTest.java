package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.rpc.dex.Client;
import dev.atrium.rpc.dex.CreateClientReq;
import dev.atrium.rpc.dex.DeleteMFASecretReq;
import dev.atrium.rpc.dex.DeleteWebAuthnCredentialReq;
import dev.atrium.rpc.dex.DexGrpc;
import dev.atrium.rpc.dex.GetAuthSessionReq;
import dev.atrium.rpc.dex.GetClientReq;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What Dex answers to requests that hardly anybody sends.
@ExtendWith(TestDatabase.class)
class SmallPrintTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}", allowedOrigins: ["*"]}
            oauth2: {skipApprovalScreen: true}
            staticClients:
            - {id: example-app, secret: app-secret, name: Example App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            - {id: tv, public: true, name: Television, redirectURIs: ["/dex/device/callback"]}
            connectors:
            - {type: mockPassword, id: people, name: People, config: {username: admin, password: PASSWORD}}
            - {type: mockCallback, id: mock, name: Example}
            """;
    private static final String SEVERAL =
            CONFIG.replace("[\"*\"]", "[\"https://one.example.com\", \"https://two.example.com\"]");
    private static final String REQUEST =
            "client_id=example-app&response_type=code&scope=openid&state=s"
                    + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5555%2Fcallback";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @Test
    void a_head_request_leads_nobody_through_a_login(Database database) throws Exception {
        try (DexServer dex =
                DexServer.start(
                        DexServer.Setup.of(database, clock, CONFIG)
                                .with(Map.of("DEX_SESSIONS_ENABLED", "true")))) {
            String form =
                    Browser.location(browser.get(dex.base() + "/auth/people?" + REQUEST))
                            .replaceFirst("^/dex", "");

            assertThat(send("HEAD", dex.base() + "/auth/mock?" + REQUEST, Map.of()).statusCode())
                    .isEqualTo(400);
            assertThat(send("HEAD", dex.base() + form, Map.of()).statusCode()).isEqualTo(400);
            assertThat(send("HEAD", dex.base() + "/device", Map.of()).statusCode()).isEqualTo(400);
            assertThat(send("HEAD", dex.base() + "/logout", Map.of()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void an_empty_connector_hint_is_no_hint(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String list = browser.get(dex.base() + "/auth?connector_id=&" + REQUEST).body();

            assertThat(list).contains("/dex/auth/mock?client_id").doesNotContain("connector_id");
        }
    }

    @Test
    void a_user_code_may_stand_in_the_query(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            HttpResponse<String> device =
                    browser.post(dex.base() + "/device/code", Map.of("client_id", "tv"));
            String code = device.body().replaceAll("(?s).*\"user_code\":\"([^\"]*)\".*", "$1");

            HttpResponse<String> verified =
                    browser.post(
                            dex.base() + "/device/auth/verify_code?user_code=" + code, Map.of());

            assertThat(verified.statusCode()).isEqualTo(302);
            assertThat(Browser.location(verified)).endsWith("state=" + code);
        }
    }

    @Test
    void who_is_no_other_origin_is_told_nothing_about_origins(Database database) throws Exception {
        try (DexServer dex = DexServer.start(database, clock, SEVERAL)) {
            String token = dex.base() + "/token";

            assertThat(send("OPTIONS", token, Map.of()).statusCode()).isEqualTo(200);
            assertThat(
                            send("OPTIONS", token, Map.of("Origin", "https://evil.example.com"))
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(
                            send("OPTIONS", token, Map.of("Origin", "https://one.example.com"))
                                    .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void an_empty_origin_is_none(Database database) throws Exception {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            HttpResponse<String> keys = send("GET", dex.base() + "/keys", Map.of("Origin", ""));

            assertThat(keys.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void an_exchange_is_refused_for_the_kind_of_token_first(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            assertThat(exchange(dex, Map.of()))
                    .contains("request_not_supported", "Invalid subject_token_type.");
            assertThat(
                            exchange(
                                    dex,
                                    Map.of(
                                            "subject_token_type",
                                            "urn:ietf:params:oauth:token-type:id_token",
                                            "subject_token",
                                            "x",
                                            "requested_token_type",
                                            "nonsense")))
                    .contains("invalid_request", "Requested connector does not exist.");
        }
    }

    @Test
    void an_empty_session_cookie_is_none(Database database) throws Exception {
        try (DexServer dex =
                DexServer.start(
                        DexServer.Setup.of(database, clock, CONFIG)
                                .with(Map.of("DEX_SESSIONS_ENABLED", "true")))) {
            HttpResponse<String> home = send("GET", dex.base(), Map.of("Cookie", "dex_session="));

            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.headers().map()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void administrators_read_lists_in_the_order_that_they_wrote(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            ManagedChannel channel = channel(dex);
            try {
                DexGrpc.DexBlockingStub api = DexGrpc.newBlockingStub(channel);
                Client wanted =
                        Client.newBuilder()
                                .setId("made")
                                .setSecret("secret")
                                .addAllTrustedPeers(List.of("web", "cli", "tv", "app"))
                                .addAllAllowedConnectors(List.of("people", "mock", "local"))
                                .addAllSsoSharedWith(List.of("web", "cli", "tv"))
                                .build();

                api.createClient(CreateClientReq.newBuilder().setClient(wanted).build());

                assertThat(
                                api.getClient(GetClientReq.newBuilder().setId("made").build())
                                        .getClient())
                        .isEqualTo(wanted);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void administrators_are_told_what_a_call_lacks(Database database) {
        try (DexServer dex =
                DexServer.start(
                        DexServer.Setup.of(database, clock, CONFIG)
                                .with(
                                        Map.of(
                                                "DEX_SESSIONS_ENABLED",
                                                "true",
                                                "DEX_API_SESSIONS_IDENTITIES_CRUD",
                                                "true")))) {
            ManagedChannel channel = channel(dex);
            try {
                DexGrpc.DexBlockingStub api = DexGrpc.newBlockingStub(channel);

                assertThatThrownBy(() -> api.getAuthSession(GetAuthSessionReq.getDefaultInstance()))
                        .hasMessage("UNKNOWN: no id supplied");
                assertThatThrownBy(
                                () ->
                                        api.deleteMFASecret(
                                                DeleteMFASecretReq.newBuilder()
                                                        .setUserId("u")
                                                        .setConnectorId("c")
                                                        .build()))
                        .hasMessage("UNKNOWN: no authenticator_id supplied");
                assertThatThrownBy(
                                () ->
                                        api.deleteWebAuthnCredential(
                                                DeleteWebAuthnCredentialReq.getDefaultInstance()))
                        .hasMessage("UNKNOWN: no user_id supplied");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static ManagedChannel channel(DexServer dex) {
        return Grpc.newChannelBuilder(
                        dex.api().replace("grpc://", ""), InsecureChannelCredentials.create())
                .build();
    }

    private String exchange(DexServer dex, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        fields.put("client_id", "example-app");
        fields.put("client_secret", "app-secret");
        return browser.post(dex.base() + "/token", fields).body();
    }

    private static HttpResponse<String> send(String method, String url, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
