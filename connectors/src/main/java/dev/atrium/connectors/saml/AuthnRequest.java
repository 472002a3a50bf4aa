package dev.atrium.connectors.saml;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// What the browser takes to the identity provider (SAML 2.0 Core section 3.4.1).
///
/// @param id which the answer must name
record AuthnRequest(String id, Instant issued, SamlSettings settings) {

    /// For the HTTP POST binding (SAML 2.0 Bindings section 3.5.4).
    String encoded() {
        return Base64.getEncoder().encodeToString(xml().getBytes(StandardCharsets.UTF_8));
    }

    String xml() {
        Optional<String> issuer = settings.entityIssuer();
        return """
        <samlp:AuthnRequest xmlns:samlp="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s" AssertionConsumerServiceURL="%s" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST">
        %s  <samlp:NameIDPolicy AllowCreate="true" Format="%s"/>
        </samlp:AuthnRequest>
        """
                .formatted(
                        Xml.PROTOCOL,
                        escaped(id),
                        issued.truncatedTo(ChronoUnit.SECONDS),
                        escaped(settings.ssoUrl().toString()),
                        escaped(settings.redirectUri()),
                        issuer.map(AuthnRequest::issuer).orElse(""),
                        escaped(settings.nameIdFormat()));
    }

    private static String issuer(String issuer) {
        return "  <saml:Issuer xmlns:saml=\"%s\">%s</saml:Issuer>\n"
                .formatted(Xml.ASSERTION, escaped(issuer));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
