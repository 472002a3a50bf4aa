package dev.atrium.connectors.saml;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/// A response as far as it is vouched for.
///
/// @param response where the whole of it is; empty where only the assertion is
record Answer(Optional<Element> response, Element assertion) {

    /// What of a document is signed.
    ///
    /// @throws UpstreamException when nothing is, or when there is more than one assertion in the
    ///     document, since one of them would be somebody's whom nobody vouches for
    static Answer of(Element root, Signatures signatures, boolean skipSignature)
            throws UpstreamException {
        if (!Xml.is(root, Xml.PROTOCOL, "Response")) {
            throw refused("the document is no Response");
        }
        checkStatus(root);
        checkOne(root);
        if (skipSignature) {
            return whole(root);
        }
        Optional<UpstreamException> broken = Optional.empty();
        try {
            Optional<Element> signed = signatures.verified(root);
            if (signed.isPresent()) {
                return whole(signed.orElseThrow());
            }
        } catch (UpstreamException refused) {
            // A provider may sign the response with a key that is not configured here.
            broken = Optional.of(refused);
        }
        Optional<Element> assertion = Xml.child(root, Xml.ASSERTION, "Assertion");
        if (assertion.isPresent()) {
            Optional<Element> signed = signatures.verified(assertion.orElseThrow());
            if (signed.isPresent()) {
                return new Answer(Optional.empty(), signed.orElseThrow());
            }
        }
        throw broken.orElseGet(() -> refused("neither the response nor its assertion is signed"));
    }

    private static Answer whole(Element response) throws UpstreamException {
        checkStatus(response);
        Element assertion =
                Xml.child(response, Xml.ASSERTION, "Assertion")
                        .orElseThrow(() -> refused("the response has no assertion"));
        return new Answer(Optional.of(response), assertion);
    }

    private static void checkOne(Element root) throws UpstreamException {
        List<Element> all = Xml.all(root);
        if (all.stream().anyMatch(one -> Xml.is(one, Xml.ASSERTION, "EncryptedAssertion"))) {
            throw refused("the assertion is encrypted; the provider has to send it in the clear");
        }
        long assertions =
                all.stream().filter(one -> Xml.is(one, Xml.ASSERTION, "Assertion")).count();
        long responses = all.stream().filter(one -> Xml.is(one, Xml.PROTOCOL, "Response")).count();
        if (assertions != 1 || responses != 1) {
            throw refused("the document has not exactly one response with one assertion");
        }
    }

    private static Optional<String> status(Element response) throws UpstreamException {
        Optional<Element> status = Xml.child(response, Xml.PROTOCOL, "Status");
        if (status.isEmpty()) {
            return Optional.empty();
        }
        return Xml.child(status.orElseThrow(), Xml.PROTOCOL, "StatusCode")
                .map(code -> code.getAttribute("Value"));
    }

    private static void checkStatus(Element response) throws UpstreamException {
        Optional<String> code = status(response);
        if (code.isEmpty()) {
            throw refused("the response has no status");
        }
        // Whoever forged a failure gets a failure; a forged success is found out below.
        if (code.orElseThrow().equals("urn:oasis:names:tc:SAML:2.0:status:Success")) {
            return;
        }
        Element status = Xml.child(response, Xml.PROTOCOL, "Status").orElseThrow();
        String message =
                Xml.child(status, Xml.PROTOCOL, "StatusMessage")
                        .map(Xml::text)
                        .map(text -> " -> " + text)
                        .orElse("");
        String last = code.orElseThrow().substring(code.orElseThrow().lastIndexOf(':') + 1);
        throw refused(
                "status code of the Response was not Success, was \"" + last + "\"" + message);
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "saml: " + reason);
    }
}
