package dev.atrium.connectors.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.http.Parameters;
import dev.atrium.http.Response;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    @TempDir private Path dir;

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated google = new Simulated(clock);
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private RSAKey key;

    @BeforeEach
    void somebody_has_an_account() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        claims.putAll(Map.of("sub", "g-1", "name", "Jane", "email", "jane@acme.com"));
        claims.putAll(Map.of("email_verified", true, "hd", "acme.com"));
        google.on(
                        "GET /.well-known/openid-configuration",
                        "{'issuer':'B','authorization_endpoint':'B/auth','token_endpoint':'B/token','jwks_uri':'B/keys'}"
                                .replace("B", google.base().toString()))
                .on("GET /keys", _ -> Response.json(200, new JWKSet(key).toJSONObject()))
                .on(
                        "POST /token",
                        _ ->
                                Response.json(
                                        200,
                                        Map.of(
                                                "access_token", "T",
                                                "refresh_token", "R",
                                                "id_token", idToken())))
                .on("POST /service", "{'access_token':'S','expires_in':3600}")
                .on(
                        "GET /admin/directory/v1/groups",
                        request ->
                                switch (request.query().text("userKey")
                                        + request.query().text("pageToken")) {
                                    case "jane@acme.com" ->
                                            Simulated.json(
                                                    200,
                                                    "{'groups':[{'email':'devs@acme.com'}],'nextPageToken':'2'}");
                                    case "jane@acme.com2" ->
                                            Simulated.json(
                                                    200, "{'groups':[{'email':'ops@acme.com'}]}");
                                    case "devs@acme.com" ->
                                            Simulated.json(
                                                    200, "{'groups':[{'email':'all@acme.com'}]}");
                                    default -> Simulated.json(200, "{}");
                                });
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private String idToken() throws JOSEException {
        JWTClaimsSet.Builder all =
                new JWTClaimsSet.Builder()
                        .issuer(google.base().toString())
                        .audience("client")
                        .expirationTime(Date.from(clock.instant().plusSeconds(60)));
        claims.forEach(all::claim);
        // The provider lists no PKCE method, so the nonce that was sent binds the answer.
        if (nonce != null) {
            all.claim("nonce", nonce);
        }
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), all.build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private @org.jspecify.annotations.Nullable String nonce;

    private GoogleConnector connector(
            List<String> domains, List<String> groups, Optional<DirectorySettings> directory) {
        return new GoogleConnector(
                new GoogleSettings(
                        Registration.of("client", Secret.of("secret")),
                        google.base(),
                        List.of("profile", "email"),
                        domains,
                        groups,
                        directory,
                        "consent"),
                Simulated.http(),
                new RandomIds(new SecureRandom(), clock),
                clock);
    }

    private Optional<DirectorySettings> directory(boolean transitive) throws Exception {
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        Path file = dir.resolve("account.json");
        Files.write(
                file,
                Json.bytes(
                        Map.of(
                                "client_email",
                                "robot@project",
                                "private_key_id",
                                "pk",
                                "private_key",
                                pem,
                                "token_uri",
                                google.base() + "/service")));
        return Optional.of(
                new DirectorySettings(
                        new AccountSource.KeyFile(file),
                        Map.of("*", "admin@acme.com"),
                        transitive,
                        google.base()));
    }

    private Login logIn(GoogleConnector connector, Asked asked) throws UpstreamException {
        var departure = connector.depart(asked, google.callback(), "s");
        nonce = Parameters.parse(URI.create(departure.location()).getRawQuery()).text("nonce");
        return google.arrive(connector, asked, departure.memory(), "/callback?code=c&state=s");
    }

    @Test
    void offers_only_accounts_of_the_domain() throws Exception {
        GoogleConnector one = connector(List.of("acme.com"), List.of(), Optional.empty());
        GoogleConnector two = connector(List.of("acme.com", "x.io"), List.of(), Optional.empty());

        assertThat(one.depart(GROUPS, google.callback(), "s").location())
                .contains("&hd=acme.com&")
                .contains("access_type=offline")
                .contains("prompt=consent")
                .contains("scope=openid+profile+email");
        assertThat(two.depart(PLAIN, google.callback(), "s").location()).contains("&hd=%2A&");
    }

    @Test
    void the_subject_is_who_it_is() throws Exception {
        Identity jane =
                logIn(connector(List.of("acme.com"), List.of(), Optional.empty()), PLAIN)
                        .identity();

        assertThat(jane)
                .isEqualTo(
                        new Identity(
                                "g-1",
                                "Jane",
                                Optional.empty(),
                                Optional.of("jane@acme.com"),
                                true,
                                List.of()));
    }

    @Test
    void an_account_of_another_domain_or_of_none_is_refused() {
        GoogleConnector connector = connector(List.of("acme.com"), List.of(), Optional.empty());
        claims.put("hd", "acme.com.evil.org");
        assertThatThrownBy(() -> logIn(connector, PLAIN))
                .hasMessage("google: the account g-1 is not of a configured domain");
        claims.remove("hd");
        assertThatThrownBy(() -> logIn(connector, PLAIN))
                .hasMessageContaining("not of a configured domain");
    }

    @Test
    void groups_are_read_with_an_administrators_rights() throws Exception {
        Identity jane = logIn(connector(List.of(), List.of(), directory(false)), GROUPS).identity();

        assertThat(jane.groups()).containsExactly("devs@acme.com", "ops@acme.com");
        SignedJWT assertion =
                SignedJWT.parse(google.seen("/service").getFirst().form().text("assertion"));
        assertThat(assertion.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo("admin@acme.com");
        assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo("robot@project");
        assertThat(assertion.getJWTClaimsSet().getStringClaim("scope"))
                .endsWith("admin.directory.group.readonly");
        assertThat(google.seen("/admin/directory/v1/groups").getFirst().header("Authorization"))
                .isEqualTo("Bearer S");
    }

    @Test
    void groups_of_groups_count_where_that_is_wanted() throws Exception {
        GoogleConnector connector = connector(List.of(), List.of(), directory(true));

        assertThat(logIn(connector, GROUPS).identity().groups())
                .containsExactly("devs@acme.com", "ops@acme.com", "all@acme.com");
        logIn(connector, GROUPS);
        assertThat(google.seen("/service")).as("the token is kept").hasSize(1);
    }

    @Test
    void a_required_group_holds_although_nobody_asks_for_groups() throws Exception {
        GoogleConnector in = connector(List.of(), List.of("ops@acme.com"), directory(false));
        GoogleConnector out = connector(List.of(), List.of("boss@acme.com"), directory(false));
        GoogleConnector blind = connector(List.of(), List.of("ops@acme.com"), Optional.empty());

        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThat(logIn(in, asked).identity().groups()).containsExactly("ops@acme.com");
            assertThatThrownBy(() -> logIn(out, asked))
                    .hasMessage(
                            "google: user \"jane@acme.com\" is not in any of the required groups");
            assertThatThrownBy(() -> logIn(blind, asked))
                    .hasMessageContaining("no directory is configured");
        }
    }

    @Test
    void the_machines_account_signs_through_iam() throws Exception {
        google.on(
                        "GET /computeMetadata/v1/instance/service-accounts/default/email",
                        _ -> Response.text(200, "vm@project\n"))
                .on(
                        "GET /computeMetadata/v1/instance/service-accounts/default/token",
                        "{'access_token':'VM'}")
                .on(
                        "POST /v1/projects/-/serviceAccounts/vm%40project:signJwt",
                        "{'signedJwt':'J'}");
        DirectorySettings settings =
                new DirectorySettings(
                        new AccountSource.Machine(
                                google.base(),
                                google.base(),
                                URI.create(google.base() + "/service")),
                        Map.of("acme.com", "admin@acme.com"),
                        false,
                        google.base());

        assertThat(
                        logIn(connector(List.of(), List.of(), Optional.of(settings)), GROUPS)
                                .identity()
                                .groups())
                .hasSize(2);
        assertThat(google.seen("/service").getFirst().form().text("assertion")).isEqualTo("J");
    }

    @Test
    void a_refresh_keeps_the_name_and_checks_the_domain_again() throws Exception {
        GoogleConnector connector = connector(List.of("acme.com"), List.of(), Optional.empty());
        Login login = logIn(connector, GROUPS);
        assertThat(new String(login.upstreamState(), StandardCharsets.UTF_8)).isEqualTo("R");

        claims.remove("name");
        assertThat(connector.refresh(PLAIN, login.identity(), login.upstreamState()).identity())
                .isEqualTo(login.identity());

        claims.put("hd", "elsewhere.org");
        assertThatThrownBy(() -> connector.refresh(PLAIN, login.identity(), login.upstreamState()))
                .hasMessageContaining("not of a configured domain");
    }
}
