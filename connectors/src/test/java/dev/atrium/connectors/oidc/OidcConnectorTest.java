package dev.atrium.connectors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.atrium.connectors.AskAgainException;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector.Departure;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.connectors.opening.ConnectorProblem;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcConnectorTest {
    private static final Asked ONLINE = new Asked(false, true);
    private static final Asked OFFLINE = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final RandomIds ids = new RandomIds(new SecureRandom(), clock);
    private Upstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = new Upstream(clock);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    private OutgoingHttp http() {
        return new OutgoingHttp(
                HttpClient.newHttpClient(), AddressPolicy.OPERATOR, Limits.STANDARD);
    }

    private OidcConnector product(String... scopes) {
        return new OidcConnector(
                OidcSettings.of(upstream.issuer(), "client", Secret.of("s%c r"), List.of(scopes)),
                http(),
                ids,
                clock);
    }

    private OidcConnector dex(String more) throws ConnectorProblem {
        Connector connector =
                new ConnectorKinds(_ -> http(), ids, clock)
                        .open(
                                new ConnectorId("oidc"),
                                "oidc",
                                YamlFile.parse(
                                        "dex.yaml",
                                        """
                                        {issuer: "%s", clientID: client, clientSecret: secret, redirectURI: "%s", %s}
                                        """
                                                .formatted(
                                                        upstream.issuer(),
                                                        upstream.callback(),
                                                        more)));
        return (OidcConnector) connector;
    }

    private static Parameters query(Departure departure) {
        return Parameters.parse(URI.create(departure.location()).getRawQuery());
    }

    private Login login(OidcConnector connector, Asked asked) throws UpstreamException {
        Departure departure = connector.depart(asked, upstream.callback(), "state");
        return upstream.arrive(connector, asked, departure.memory(), "code=c&state=state");
    }

    @Test
    void asks_with_pkce_and_exchanges_the_code_with_the_verifier() throws Exception {
        OidcConnector connector = product("email", "federated:id");
        Departure departure = connector.depart(OFFLINE, upstream.callback(), "the state");

        Parameters query = query(departure);
        assertThat(departure.location()).startsWith(upstream.issuer() + "/auth?tenant=1&");
        assertThat(query.text("scope")).isEqualTo("openid email federated:id");
        assertThat(query.text("state")).isEqualTo("the state");
        assertThat(query.text("code_challenge_method")).isEqualTo("S256");
        assertThat(query.text("prompt")).isEqualTo("consent");
        assertThat(query.has("nonce")).isFalse();

        Login login = upstream.arrive(connector, OFFLINE, departure.memory(), "code=c&state=s");
        Parameters form = upstream.tokenRequests.getFirst();
        assertThat(form.text("code")).isEqualTo("c");
        assertThat(form.text("redirect_uri")).isEqualTo(upstream.callback());
        assertThat(
                        new Memory(form.text("code_verifier"), "", false)
                                .describe(Parameters.EMPTY)
                                .text("code_challenge"))
                .isEqualTo(query.text("code_challenge"));
        assertThat(upstream.authorizations.getFirst()).startsWith("Basic ");
        assertThat(login.identity().userId()).isEqualTo("sub-1");
        assertThat(login.identity().email()).contains("jane@example.com");
    }

    @Test
    void hands_on_every_verified_claim() throws Exception {
        upstream.claims.put("federated_claims", Map.of("connector_id", "local", "user_id", "u-1"));

        Login login = login(product("email"), ONLINE);

        assertThat(login.claims())
                .containsEntry(
                        "federated_claims", Map.of("connector_id", "local", "user_id", "u-1"))
                .containsEntry("email_verified", true);
    }

    @Test
    void uses_a_nonce_where_the_provider_knows_no_pkce() throws Exception {
        upstream.discovery.remove("code_challenge_methods_supported");
        OidcConnector connector = product("email");
        Departure departure = connector.depart(ONLINE, upstream.callback(), "s");
        assertThat(query(departure).has("code_challenge")).isFalse();

        assertThatThrownBy(() -> upstream.arrive(connector, ONLINE, departure.memory(), "code=c"))
                .hasMessageContaining("nonce");

        upstream.claims.put("nonce", query(departure).text("nonce"));
        assertThat(upstream.arrive(connector, ONLINE, departure.memory(), "code=c").claims())
                .isNotEmpty();
    }

    @Test
    void asks_once_more_with_standard_scopes_when_the_provider_refuses_ours() throws Exception {
        OidcConnector connector = product("email", "federated:id");
        Departure departure = connector.depart(ONLINE, upstream.callback(), "s");

        assertThatThrownBy(
                        () ->
                                upstream.arrive(
                                        connector,
                                        ONLINE,
                                        departure.memory(),
                                        "error=invalid_scope&error_description=federated"))
                .isInstanceOf(AskAgainException.class);

        Departure second = connector.depart(ONLINE, upstream.callback(), "s");
        assertThat(query(second).text("scope")).isEqualTo("openid email profile");
        assertThatThrownBy(
                        () ->
                                upstream.arrive(
                                        connector, ONLINE, second.memory(), "error=invalid_scope"))
                .isNotInstanceOf(AskAgainException.class);
    }

    @Test
    void refuses_tokens_that_prove_nothing() throws Exception {
        OidcConnector connector = product("email");
        upstream.claims.put("iss", "https://somebody.else");
        assertThatThrownBy(() -> login(connector, ONLINE)).hasMessageContaining("issuer");

        upstream.claims.remove("iss");
        upstream.claims.put("aud", "another");
        assertThatThrownBy(() -> login(connector, ONLINE)).hasMessageContaining("audience");

        upstream.claims.remove("aud");
        upstream.claims.put("exp", clock.instant().minus(Duration.ofMinutes(2)).getEpochSecond());
        assertThatThrownBy(() -> login(connector, ONLINE)).hasMessageContaining("expired");

        upstream.claims.remove("exp");
        upstream.idToken = false;
        assertThatThrownBy(() -> login(connector, ONLINE)).hasMessageContaining("no id_token");

        upstream.idToken = true;
        upstream.tokenStatus = 400;
        assertThatThrownBy(() -> login(connector, ONLINE))
                .hasMessageContaining("invalid_grant no such code");
    }

    @Test
    void fetches_keys_again_for_a_new_key_and_not_for_a_forged_one() throws Exception {
        OidcConnector connector = product("email");
        login(connector, ONLINE);

        clock.advance(Duration.ofMinutes(1));
        upstream.key = new RSAKeyGenerator(2048).keyID("two").generate();
        assertThat(login(connector, ONLINE).identity().userId()).isEqualTo("sub-1");

        clock.advance(Duration.ofMinutes(1));
        var published = upstream.key;
        upstream.key = new RSAKeyGenerator(2048).keyID("two").generate();
        assertThatThrownBy(() -> login(connector, ONLINE)).hasMessageContaining("no key");
        upstream.key = published;
    }

    @Test
    void moves_the_credentials_to_the_body_where_basic_fails() throws Exception {
        upstream.refuseBasic = true;
        OidcConnector connector = product("email");

        login(connector, ONLINE);
        login(connector, ONLINE);

        assertThat(upstream.authorizations)
                .extracting(String::isEmpty)
                .containsExactly(false, true, true);
        assertThat(upstream.tokenRequests.getLast().text("client_secret")).isEqualTo("s%c r");
    }

    @Test
    void refreshes_with_the_upstreams_token_and_only_the_same_person() throws Exception {
        OidcConnector connector = product("email");
        Login first = login(connector, OFFLINE);

        upstream.claims.put("email", "new@example.com");
        Login second = connector.refresh(OFFLINE, first.identity(), first.upstreamState());
        assertThat(upstream.tokenRequests.getLast().text("refresh_token")).isEqualTo("refresh-1");
        assertThat(second.identity().email()).contains("new@example.com");
        connector.refresh(OFFLINE, first.identity(), second.upstreamState());
        assertThat(upstream.tokenRequests.getLast().text("refresh_token")).isEqualTo("refresh-2");

        upstream.claims.put("sub", "somebody-else");
        assertThatThrownBy(
                        () -> connector.refresh(OFFLINE, first.identity(), second.upstreamState()))
                .hasMessageContaining("somebody else");
    }

    @Test
    void offers_a_logout_address_where_the_provider_has_one() throws Exception {
        assertThat(product("email").logoutUrl("https://back", Optional.empty())).isEmpty();

        upstream.discovery.put("end_session_endpoint", upstream.issuer() + "/logout");
        assertThat(product("email").logoutUrl("https://back", Optional.of("hint")))
                .contains(
                        upstream.issuer()
                                + "/logout?client_id=client&post_logout_redirect_uri=https%3A%2F%2Fback&id_token_hint=hint");
    }

    @Test
    void demands_what_dex_demands_of_a_configured_provider() throws Exception {
        upstream.claims.remove("name");
        assertThatThrownBy(() -> login(dex(""), ONLINE)).hasMessage("missing \"name\" claim");

        upstream.claims.put("name", "Jane");
        upstream.claims.remove("email_verified");
        assertThatThrownBy(() -> login(dex(""), ONLINE))
                .hasMessage("missing \"email_verified\" claim");
        assertThat(login(dex("insecureSkipEmailVerified: true"), ONLINE).identity().emailVerified())
                .isTrue();

        upstream.claims.put("email_verified", "false");
        assertThat(login(dex("insecureSkipEmailVerified: true"), ONLINE).identity().emailVerified())
                .isFalse();
    }

    @Test
    void enforces_group_restrictions_whatever_is_asked_for() throws Exception {
        upstream.claims.put("groups", List.of("dev", Map.of("name", "ops"), "web"));
        String groups = "insecureEnableGroups: true, ";
        assertThat(login(dex(""), ONLINE).identity().groups()).isEmpty();
        assertThat(login(dex(groups), ONLINE).identity().groups())
                .containsExactly("dev", "ops", "web");
        assertThat(
                        login(
                                        dex(
                                                groups
                                                        + "allowedGroups: [ops], claimModifications: {modifyGroupNames: {prefix: 'up:'}, newGroupFromClaims: [{claims: [name, email], delimiter: '-', prefix: x}]}"),
                                        ONLINE)
                                .identity()
                                .groups())
                .containsExactly("up:ops", "x-Jane-jane@example.com");
        assertThatThrownBy(
                        () ->
                                login(
                                        dex(groups + "allowedGroups: [absent]"),
                                        new Asked(false, false)))
                .hasMessageContaining("allowed groups");
        assertThatThrownBy(() -> login(dex("allowedGroups: [dev]"), ONLINE))
                .isInstanceOf(UpstreamException.class);
        assertThatThrownBy(
                        () ->
                                dex(
                                        groups
                                                + "claimModifications: {filterGroupClaims: {groupsFilter: '(['}}"))
                .isInstanceOf(ConnectorProblem.class)
                .hasMessageContaining("dex.yaml:1");
    }

    @Test
    void believes_userinfo_only_about_the_same_subject() throws Exception {
        upstream.userInfo.put("sub", "sub-1");
        upstream.userInfo.put("name", "From Userinfo");
        assertThat(login(dex("getUserInfo: true"), ONLINE).identity().username())
                .isEqualTo("From Userinfo");

        upstream.userInfo.put("sub", "sub-2");
        assertThatThrownBy(() -> login(dex("getUserInfo: true"), ONLINE))
                .hasMessageContaining("another subject");
    }

    @Test
    void sends_the_browser_only_back_to_where_the_configuration_says() throws Exception {
        assertThatThrownBy(() -> dex("").depart(ONLINE, "https://other/callback", "s"))
                .isInstanceOf(UpstreamException.class);
    }

    @Test
    void says_that_an_upstream_is_not_the_one_it_claims_to_be() {
        upstream.discovery.put("issuer", "https://somebody.else");

        assertThatThrownBy(() -> product("email").check())
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("failed to get provider", "somebody.else");
    }
}
