package dev.atrium.connectors.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.testkit.saml.IdentityProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The eight shapes in which a signed message and a forged one share a document ("On Breaking SAML:
/// Be Whoever You Want to Be", Somorovsky and others, USENIX Security 2012). In each the signature
/// itself is intact.
class SignatureWrappingTest {
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

    private Document signedResponse() throws Exception {
        return saml.idp.sign(IdentityProvider.parse(saml.response()), "_resp");
    }

    /// A copy of an element that says somebody else, under another id, without a signature.
    private static Element forged(Document document, Element original, String id) {
        Element copy = (Element) original.cloneNode(true);
        copy.setAttribute("ID", id);
        Element signature = IdentityProvider.named(copy, "Signature");
        signature.getParentNode().removeChild(signature);
        IdentityProvider.named(copy, "NameID").setTextContent("admin-id");
        return (Element) document.adoptNode(copy);
    }

    private static Element signature(Element of) {
        return IdentityProvider.named(of, "Signature");
    }

    private void refuses(Document document) throws Exception {
        String xml = IdentityProvider.write(document);
        assertThat(xml).contains("admin-id").contains("jane-id").contains("SignatureValue");
        assertThatThrownBy(() -> saml.read(xml)).isInstanceOf(UpstreamException.class);
        String alone = IdentityProvider.write(document.getDocumentElement());
        assertThatThrownBy(() -> saml.read(alone)).isInstanceOf(UpstreamException.class);
    }

    @Test
    void the_originals_are_accepted() throws Exception {
        assertThat(saml.read(signedResponse()).userId()).isEqualTo("jane-id");
        assertThat(saml.read(saml.signed()).userId()).isEqualTo("jane-id");
    }

    @Test
    void a_forged_response_around_the_signature_that_holds_the_original() throws Exception {
        Document document = signedResponse();
        Element original = document.getDocumentElement();
        Element evil = forged(document, original, "_evil");
        Element signature = signature(original);
        document.removeChild(original);
        document.appendChild(evil);
        original.removeChild(signature);
        signature.appendChild(original);
        evil.insertBefore(signature, evil.getFirstChild().getNextSibling());
        refuses(document);
    }

    @Test
    void a_forged_response_with_the_original_beside_a_detached_signature() throws Exception {
        Document document = signedResponse();
        Element original = document.getDocumentElement();
        Element evil = forged(document, original, "_evil");
        Element signature = signature(original);
        document.removeChild(original);
        document.appendChild(evil);
        original.removeChild(signature);
        evil.insertBefore(original, evil.getFirstChild().getNextSibling());
        evil.insertBefore(signature, original);
        refuses(document);
    }

    @Test
    void a_forged_assertion_before_the_original() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_evil");
        original.getParentNode().insertBefore(evil, original);
        refuses(document);
    }

    @Test
    void a_forged_assertion_around_the_original() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_evil");
        original.getParentNode().replaceChild(evil, original);
        evil.appendChild(original);
        refuses(document);
    }

    @Test
    void a_forged_assertion_under_the_signature_of_one_at_the_end() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_evil");
        Element signature = signature(original);
        original.getParentNode().replaceChild(evil, original);
        original.removeChild(signature);
        evil.insertBefore(signature, evil.getFirstChild().getNextSibling());
        document.getDocumentElement().appendChild(original);
        refuses(document);
    }

    @Test
    void a_forged_assertion_around_the_signature_that_holds_the_original() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_evil");
        Element signature = signature(original);
        original.getParentNode().replaceChild(evil, original);
        original.removeChild(signature);
        evil.insertBefore(signature, evil.getFirstChild().getNextSibling());
        signature.appendChild(original);
        refuses(document);
    }

    @Test
    void a_forged_assertion_of_the_same_id_among_extensions() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_asrt");
        Element extensions = document.createElementNS(Xml.PROTOCOL, "samlp:Extensions");
        extensions.appendChild(evil);
        document.getDocumentElement()
                .insertBefore(extensions, document.getDocumentElement().getFirstChild());
        refuses(document);
    }

    @Test
    void a_forged_assertion_with_the_original_in_an_object_of_the_signature() throws Exception {
        Document document = saml.signed();
        Element original = IdentityProvider.byId(document, "_asrt");
        Element evil = forged(document, original, "_evil");
        Element signature = signature(original);
        original.getParentNode().replaceChild(evil, original);
        original.removeChild(signature);
        Element object = document.createElementNS(Xml.SIGNATURE, "ds:Object");
        object.appendChild(original);
        signature.appendChild(object);
        evil.insertBefore(signature, evil.getFirstChild().getNextSibling());
        refuses(document);
    }
}
