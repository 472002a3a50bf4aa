package dev.atrium.connectors.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector.Departure;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.testkit.saml.IdentityProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SamlConnectorTest {
    private static SamlHarness.Keys keys;

    private SamlHarness saml;

    @BeforeAll
    static void keys(@TempDir Path dir) throws Exception {
        keys = SamlHarness.Keys.in(dir);
    }

    @BeforeEach
    void start() {
        saml = new SamlHarness(keys);
    }

    private String signedAfter(String from, String to) throws Exception {
        String changed = saml.response().replace(from, to);
        assertThat(changed).isNotEqualTo(saml.response());
        return IdentityProvider.write(saml.idp.sign(IdentityProvider.parse(changed), "_asrt"));
    }

    private void refuses(String xml, String reason) {
        assertThatThrownBy(() -> saml.read(xml))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void asks_by_a_form_that_the_browser_posts() throws Exception {
        Departure departure =
                saml.connector()
                        .depart(SamlHarness.GROUPS, IdentityProvider.ACS, SamlHarness.REQUEST);

        assertThat(departure.location()).isEqualTo("https://idp.example.com/sso");
        assertThat(departure.fields()).containsEntry("RelayState", SamlHarness.REQUEST);
        Element request =
                IdentityProvider.parse(
                                new String(
                                        Base64.getDecoder()
                                                .decode(departure.fields().get("SAMLRequest")),
                                        StandardCharsets.UTF_8))
                        .getDocumentElement();
        assertThat(request.getLocalName()).isEqualTo("AuthnRequest");
        assertThat(request.getAttribute("ID")).isEqualTo(SamlHarness.REQUEST);
        assertThat(request.getAttribute("IssueInstant")).matches("[0-9T:-]{19}Z");
        assertThat(request.getAttribute("Destination")).isEqualTo("https://idp.example.com/sso");
        assertThat(request.getAttribute("AssertionConsumerServiceURL"))
                .isEqualTo(IdentityProvider.ACS);
        assertThat(IdentityProvider.named(request, "Issuer").getTextContent())
                .isEqualTo(IdentityProvider.AUDIENCE);
        assertThat(IdentityProvider.named(request, "NameIDPolicy").getAttribute("Format"))
                .endsWith("persistent");
    }

    @Test
    void a_signed_assertion_says_who_it_is() throws Exception {
        assertThat(saml.read(saml.signed()))
                .isEqualTo(
                        new Identity(
                                "jane-id",
                                "Jane",
                                Optional.empty(),
                                Optional.of("jane@example.com"),
                                true,
                                List.of("devs", "ops")));
        assertThat(
                        saml.read(saml.idp.sign(IdentityProvider.parse(saml.response()), "_resp"))
                                .userId())
                .isEqualTo("jane-id");
        Document both = saml.signed();
        assertThat(saml.read(saml.idp.sign(both, "_resp")).userId()).isEqualTo("jane-id");
    }

    @Test
    void an_answer_without_a_signature_is_refused_unless_that_is_wanted() throws Exception {
        refuses(saml.response(), "neither the response nor its assertion is signed");
        saml.skipSignature = true;
        assertThat(saml.read(saml.response()).userId()).isEqualTo("jane-id");
    }

    @Test
    void a_strangers_signature_is_refused() throws Exception {
        Document document = saml.stranger.sign(IdentityProvider.parse(saml.response()), "_asrt");
        refuses(IdentityProvider.write(document), "does not verify with a configured certificate");
    }

    @Test
    void a_changed_assertion_is_refused() throws Exception {
        refuses(
                IdentityProvider.write(saml.signed()).replace("jane-id", "admin-id"),
                "does not verify");
    }

    @Test
    void a_comment_in_the_name_is_refused() throws Exception {
        refuses(
                IdentityProvider.write(saml.signed()).replace("jane-id", "jane<!-- -->-id"),
                "there is a comment in it");
        refuses(
                IdentityProvider.write(saml.signed()).replace("jane@", "jane<?x?>@"),
                "more than elements and text");
    }

    @Test
    void document_types_and_entities_are_refused() throws Exception {
        String xml = IdentityProvider.write(saml.signed());
        refuses("<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + xml, "DOCTYPE");
        refuses("<!DOCTYPE r SYSTEM \"file:///etc/passwd\">" + xml, "DOCTYPE");
        saml.skipSignature = true;
        refuses(
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + saml.response().replace("jane-id", "&x;"),
                "DOCTYPE");
        refuses("<x>".repeat(50) + "</x>".repeat(50), "too deep");
        refuses("not xml", "not the XML that is accepted");
    }

    @Test
    void an_answer_to_another_request_is_refused() throws Exception {
        refuses(
                signedAfter("InResponseTo=\"" + SamlHarness.REQUEST, "InResponseTo=\"other"),
                "for another request");
        refuses(
                signedAfter(" InResponseTo=\"" + SamlHarness.REQUEST + "\"/>", "/>"),
                "for another request");
    }

    @Test
    void an_answer_that_nobody_asked_for_is_refused() {
        assertThatThrownBy(() -> saml.connector().read(SamlHarness.GROUPS, "", "AAAA"))
                .hasMessage("saml: nobody asked for this answer");
    }

    @Test
    void clocks_may_differ_by_half_a_minute() throws Exception {
        Document document = saml.signed();
        saml.clock.advance(Duration.ofSeconds(329));
        assertThat(saml.read(document).userId()).isEqualTo("jane-id");
        saml.clock.advance(Duration.ofSeconds(1));
        refuses(IdentityProvider.write(document), "expired at");

        saml.clock.advance(Duration.ofSeconds(-361));
        refuses(IdentityProvider.write(document), "not valid before");
        saml.clock.advance(Duration.ofSeconds(1));
        assertThat(saml.read(document).userId()).isEqualTo("jane-id");
    }

    @Test
    void an_answer_for_somebody_else_or_for_nobody_is_refused() throws Exception {
        refuses(
                signedAfter(
                        "<saml:Audience>" + IdentityProvider.AUDIENCE,
                        "<saml:Audience>https://other.example.com"),
                "required audience");
        String none =
                signedAfter(
                        "<saml:AudienceRestriction><saml:Audience>"
                                + IdentityProvider.AUDIENCE
                                + "</saml:Audience></saml:AudienceRestriction>",
                        "");
        refuses(none, "names no audience");
        saml.skipAudience = true;
        assertThat(saml.read(none).userId()).isEqualTo("jane-id");
    }

    @Test
    void the_recipient_and_the_destination_are_ours() throws Exception {
        refuses(
                signedAfter(
                        "Recipient=\"" + IdentityProvider.ACS,
                        "Recipient=\"https://other/callback"),
                "its recipient is");
        String elsewhere =
                saml.response()
                        .replace(
                                "Destination=\"" + IdentityProvider.ACS,
                                "Destination=\"https://other");
        refuses(
                IdentityProvider.write(saml.idp.sign(IdentityProvider.parse(elsewhere), "_resp")),
                "expected destination");
    }

    @Test
    void another_issuer_is_refused() throws Exception {
        saml.ssoIssuer = Optional.of("https://other.example.com");
        refuses(IdentityProvider.write(saml.signed()), "expected Issuer value");
        saml.ssoIssuer = Optional.empty();
        assertThat(saml.read(saml.signed()).userId()).isEqualTo("jane-id");
    }

    @Test
    void a_failure_is_reported_in_the_providers_words() {
        refuses(
                saml.response()
                        .replace(
                                "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>",
                                "<samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\"/><samlp:StatusMessage>no such user</samlp:StatusMessage>"),
                "was not Success, was \"Responder\" -> no such user");
    }

    @Test
    void what_the_configuration_needs_has_to_be_there() throws Exception {
        refuses(signedAfter("Name=\"email\"", "Name=\"mail\""), "no attribute with name \"email\"");
        refuses(signedAfter(">Jane<", "><"), "no attribute with name \"name\"");
        refuses(signedAfter("saml:NameID", "saml:Other"), "does not contain a NameID");
        refuses(signedAfter(">jane-id<", "><"), "does not contain a NameID");
    }

    @Test
    void an_expired_certificate_vouches_for_nothing() throws Exception {
        saml.clock.advance(Duration.ofDays(3651));
        refuses(IdentityProvider.write(saml.signed()), "is not valid now");
    }

    @Test
    void old_signatures_count_only_where_that_is_wanted() throws Exception {
        String old =
                IdentityProvider.write(
                        saml.idp.sign(
                                IdentityProvider.parse(saml.response()),
                                "_asrt",
                                "http://www.w3.org/2000/09/xmldsig#rsa-sha1"));
        refuses(old, "the signature is refused");
        saml.sha1 = true;
        assertThat(saml.read(old).userId()).isEqualTo("jane-id");
    }

    @Test
    void groups_restrict_whether_or_not_they_are_asked_for() throws Exception {
        String xml = IdentityProvider.write(saml.signed());
        Asked plain = new Asked(false, false);
        assertThat(saml.read(xml, plain).groups()).isEmpty();

        saml.groups = groups(Optional.empty(), false, "ops");
        assertThat(saml.read(xml).groups()).containsExactly("devs", "ops");
        assertThat(saml.read(xml, plain).groups()).isEmpty();
        saml.groups = groups(Optional.empty(), true, "ops", "x");
        assertThat(saml.read(xml).groups()).containsExactly("ops");

        saml.groups = groups(Optional.empty(), true, "admins");
        for (Asked asked : List.of(plain, SamlHarness.GROUPS)) {
            assertThatThrownBy(() -> saml.read(xml, asked))
                    .hasMessage("saml: user not a member of allowed groups");
        }
        saml.groups =
                new SamlSettings.Groups(Optional.empty(), Optional.empty(), List.of("ops"), false);
        refuses(xml, "user not a member of allowed groups");
    }

    @Test
    void one_value_may_hold_several_groups() throws Exception {
        saml.groups = groups(Optional.of(", "), false);
        assertThat(saml.read(signedAfter(">devs<", ">devs, admins,x<")).groups())
                .containsExactly("devs", "admins,x");
    }

    private static SamlSettings.Groups groups(
            Optional<String> delimiter, boolean only, String... allowed) {
        return new SamlSettings.Groups(Optional.of("groups"), delimiter, List.of(allowed), only);
    }

    @Test
    void a_refresh_repeats_what_was_said() throws Exception {
        Login login =
                saml.connector()
                        .read(
                                new Asked(true, false),
                                SamlHarness.REQUEST,
                                Base64.getEncoder()
                                        .encodeToString(
                                                IdentityProvider.write(saml.signed())
                                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(login.upstreamState(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"userId\":\"jane-id\",\"username\":\"Jane\",\"preferredUsername\":\"\",\"email\":\"jane@example.com\",\"emailVerified\":true,\"groups\":[\"devs\",\"ops\"]}");
        assertThat(
                        saml.connector()
                                .refresh(
                                        SamlHarness.GROUPS, login.identity(), login.upstreamState())
                                .identity()
                                .groups())
                .containsExactly("devs", "ops");
    }
}
