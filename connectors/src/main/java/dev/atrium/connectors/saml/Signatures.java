package dev.atrium.connectors.saml;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Verifies enveloped signatures of whole elements, and nothing else of what XML Signature can.
final class Signatures {
    private static final Set<String> CANONICAL =
            Set.of(
                    CanonicalizationMethod.EXCLUSIVE,
                    CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS,
                    CanonicalizationMethod.INCLUSIVE,
                    CanonicalizationMethod.INCLUSIVE_WITH_COMMENTS,
                    "http://www.w3.org/2006/12/xml-c14n11",
                    "http://www.w3.org/2006/12/xml-c14n11#WithComments");
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final Set<String> SIGNING =
            Set.of(
                    MORE + "rsa-sha256",
                    MORE + "rsa-sha384",
                    MORE + "rsa-sha512",
                    MORE + "ecdsa-sha256",
                    MORE + "ecdsa-sha384",
                    MORE + "ecdsa-sha512");
    private static final Set<String> DIGESTS =
            Set.of(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    MORE + "sha384",
                    "http://www.w3.org/2001/04/xmlenc#sha512");
    private static final String RSA_SHA1 = Xml.SIGNATURE + "rsa-sha1";
    private static final String SHA1 = Xml.SIGNATURE + "sha1";

    private final SamlSettings.Verification settings;
    private final Clock clock;

    Signatures(SamlSettings.Verification settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// The element as it was signed: parsed again from the bytes that the signature covers.
    ///
    /// @return empty where the element carries no signature
    /// @throws UpstreamException when it carries one that does not hold
    Optional<Element> verified(Element element) throws UpstreamException {
        Optional<Element> signature = Xml.child(element, Xml.SIGNATURE, "Signature");
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        String id = Xml.attribute(element, "ID").orElse("");
        checkUnique(element.getOwnerDocument(), id);
        Optional<String> reason = Optional.of("no certificate is configured");
        for (X509Certificate certificate : settings.certificates()) {
            try {
                return Optional.of(verified(element, id, signature.orElseThrow(), certificate));
            } catch (UpstreamException | MarshalException | XMLSignatureException failure) {
                reason = Optional.ofNullable(failure.getMessage());
            }
        }
        throw refused(reason.orElse("it cannot be read"));
    }

    /// An id that occurs twice would let the signature cover one element and us read the other.
    private static void checkUnique(Document document, String id) throws UpstreamException {
        Set<String> seen = new HashSet<>();
        for (Element element : Xml.all(document.getDocumentElement())) {
            for (String name : List.of("ID", "Id", "id")) {
                if (element.hasAttribute(name) && !seen.add(element.getAttribute(name))) {
                    throw refused("an id occurs twice in the document");
                }
            }
        }
        if (id.isEmpty()) {
            throw refused("the signed element has no ID");
        }
    }

    private Element verified(
            Element element, String id, Element signatureElement, X509Certificate certificate)
            throws UpstreamException, MarshalException, XMLSignatureException {
        checkValidity(certificate);
        DOMValidateContext context =
                new DOMValidateContext(
                        KeySelector.singletonKeySelector(certificate.getPublicKey()),
                        signatureElement);
        // The JDK's own policy knows SHA-1 only as forbidden; what else it forbids is not among
        // the algorithms and transforms that are accepted below.
        context.setProperty("org.jcp.xml.dsig.secureValidation", !settings.sha1());
        context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
        context.setIdAttributeNS(element, null, "ID");
        XMLSignature signature =
                XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        Reference reference = checked(signature, id);
        if (!signature.validate(context)) {
            throw refused("it does not verify with a configured certificate");
        }
        return reparsed(reference, element, id);
    }

    private void checkValidity(X509Certificate certificate) throws UpstreamException {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateException expired) {
            throw refused(
                    "the configured certificate of "
                            + certificate.getSubjectX500Principal()
                            + " is not valid now: "
                            + expired.getMessage());
        }
    }

    /// One reference, to the element that carries the signature, as it stands.
    private Reference checked(XMLSignature signature, String id) throws UpstreamException {
        SignedInfo info = signature.getSignedInfo();
        if (!signature.getObjects().isEmpty()) {
            throw refused("it carries objects of its own");
        }
        if (!CANONICAL.contains(info.getCanonicalizationMethod().getAlgorithm())) {
            throw refused("its canonicalization is not accepted");
        }
        String algorithm = info.getSignatureMethod().getAlgorithm();
        if (!SIGNING.contains(algorithm) && !(settings.sha1() && algorithm.equals(RSA_SHA1))) {
            throw refused("its algorithm " + algorithm + " is not accepted");
        }
        if (info.getReferences().size() != 1) {
            throw refused("it has not exactly one reference");
        }
        Reference reference = info.getReferences().getFirst();
        if (!("#" + id).equals(reference.getURI())) {
            throw refused("it is about another element than the one that carries it");
        }
        String digest = reference.getDigestMethod().getAlgorithm();
        if (!DIGESTS.contains(digest) && !(settings.sha1() && digest.equals(SHA1))) {
            throw refused("its digest " + digest + " is not accepted");
        }
        checkTransforms(reference.getTransforms());
        return reference;
    }

    private static void checkTransforms(List<Transform> transforms) throws UpstreamException {
        boolean enveloped = false;
        for (Transform transform : transforms) {
            if (transform.getAlgorithm().equals(Transform.ENVELOPED)) {
                enveloped = true;
            } else if (!CANONICAL.contains(transform.getAlgorithm())) {
                throw refused("its transform " + transform.getAlgorithm() + " is not accepted");
            }
        }
        if (!enveloped || transforms.size() > 2) {
            throw refused("its transforms are not those of an enveloped signature");
        }
    }

    private static Element reparsed(Reference reference, Element element, String id)
            throws UpstreamException {
        try (InputStream digested = reference.getDigestInputStream()) {
            if (digested == null) {
                throw refused("what it covers cannot be read");
            }
            Element root = Xml.parse(digested.readAllBytes()).getDocumentElement();
            boolean same =
                    Xml.is(root, String.valueOf(element.getNamespaceURI()), element.getLocalName())
                            && id.equals(root.getAttribute("ID"));
            if (!same) {
                throw refused("it covers another element than the one that carries it");
            }
            return root;
        } catch (IOException unreadable) {
            throw refused("what it covers cannot be read");
        }
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "saml: the signature is refused: " + reason);
    }
}
