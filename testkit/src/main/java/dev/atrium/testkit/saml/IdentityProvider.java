package dev.atrium.testkit.saml;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// A SAML identity provider: writes responses and signs what it is told to.
public final class IdentityProvider {
    public static final String ACS = "https://dex.example.com/callback";
    public static final String AUDIENCE = "https://dex.example.com";
    public static final String ISSUER = "https://idp.example.com";

    private final PrivateKey key;
    private final X509Certificate certificate;

    private IdentityProvider(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /// @param dir in which `NAME.key` and `NAME.pem` are
    public static IdentityProvider of(Path dir, String name) throws Exception {
        String pem = Files.readString(dir.resolve(name + ".key"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return new IdentityProvider(
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)),
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                Files.readAllBytes(dir.resolve(name + ".pem")))));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// An answer to `request` about Jane, with nothing signed. Tests replace what they are about:
    /// the response has the id `_resp`, its assertion `_asrt`.
    public static String response(String request, Instant now) {
        return """
        <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_resp" Version="2.0" IssueInstant="NOW" Destination="ACS" InResponseTo="REQ"><saml:Issuer>IDP</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_asrt" Version="2.0" IssueInstant="NOW"><saml:Issuer>IDP</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">jane-id</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="LATER" Recipient="ACS" InResponseTo="REQ"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="NOW" NotOnOrAfter="LATER"><saml:AudienceRestriction><saml:Audience>AUD</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="name"><saml:AttributeValue>Jane</saml:AttributeValue></saml:Attribute><saml:Attribute Name="email"><saml:AttributeValue>jane@example.com</saml:AttributeValue></saml:Attribute><saml:Attribute Name="groups"><saml:AttributeValue>devs</saml:AttributeValue><saml:AttributeValue>ops</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>
        """
                .strip()
                .replace("NOW", now.toString())
                .replace("LATER", now.plusSeconds(300).toString())
                .replace("ACS", ACS)
                .replace("AUD<", AUDIENCE + "<")
                .replace("IDP", ISSUER)
                .replace("REQ", request);
    }

    /// Signs the element with that id where it stands.
    public Document sign(Document document, String id) throws Exception {
        return sign(document, id, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    }

    public Document sign(Document document, String id, String algorithm) throws Exception {
        Element element = byId(document, id);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        String digest =
                algorithm.endsWith("rsa-sha1")
                        ? "http://www.w3.org/2000/09/xmldsig#sha1"
                        : "http://www.w3.org/2001/04/xmlenc#sha256";
        Reference reference =
                factory.newReference(
                        "#" + id,
                        factory.newDigestMethod(digest, null),
                        List.of(
                                factory.newTransform(
                                        Transform.ENVELOPED, (TransformParameterSpec) null),
                                factory.newTransform(
                                        CanonicalizationMethod.EXCLUSIVE,
                                        (TransformParameterSpec) null)),
                        null,
                        null);
        SignedInfo info =
                factory.newSignedInfo(
                        factory.newCanonicalizationMethod(
                                CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                        factory.newSignatureMethod(algorithm, null),
                        List.of(reference));
        Node afterIssuer = element.getFirstChild().getNextSibling();
        DOMSignContext context = new DOMSignContext(key, element, afterIssuer);
        context.setProperty("org.jcp.xml.dsig.secureValidation", false);
        context.setIdAttributeNS(element, null, "ID");
        factory.newXMLSignature(info, null).sign(context);
        return document;
    }

    public static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    public static Element byId(Node root, String id) {
        return elements(root).stream()
                .filter(element -> element.getAttribute("ID").equals(id))
                .findFirst()
                .orElseThrow();
    }

    public static Element named(Node root, String name) {
        return elements(root).stream()
                .filter(element -> name.equals(element.getLocalName()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> elements(Node root) {
        List<Element> found = new ArrayList<>();
        if (root instanceof Element element) {
            found.add(element);
        }
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            found.addAll(elements(node));
        }
        return found;
    }

    public static String write(Node node) throws Exception {
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(node), new StreamResult(out));
        return out.toString();
    }
}
