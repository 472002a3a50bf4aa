package dev.atrium.connectors.saml;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// XML of strangers: no document types, so no entities and nothing fetched; no comments and no
/// processing instructions, since readers differ in what they make of the text around them.
final class Xml {
    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    private static final int DEEPEST = 40;
    private static final int MOST_ELEMENTS = 20_000;

    private Xml() {}

    static Document parse(byte[] bytes) throws UpstreamException {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Refusing());
            builder.setEntityResolver(
                    (_, _) -> {
                        throw new SAXException("an external entity is referred to");
                    });
            Document document = builder.parse(new ByteArrayInputStream(bytes));
            check(document.getDocumentElement(), 0, new int[1]);
            return document;
        } catch (SAXException | IOException malformed) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "saml: the answer is not the XML that is accepted: " + malformed.getMessage(),
                    malformed);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the XML parser cannot be hardened", impossible);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private static void check(Element element, int depth, int[] count) throws SAXException {
        if (depth > DEEPEST || ++count[0] > MOST_ELEMENTS) {
            throw new SAXException("it is too deep or too large");
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            switch (node.getNodeType()) {
                case Node.ELEMENT_NODE -> check((Element) node, depth + 1, count);
                case Node.TEXT_NODE, Node.CDATA_SECTION_NODE -> {}
                case Node.COMMENT_NODE -> throw new SAXException("there is a comment in it");
                default -> throw new SAXException("there is more than elements and text in it");
            }
        }
    }

    static boolean is(Node node, String namespace, String name) {
        return node instanceof Element
                && namespace.equals(node.getNamespaceURI())
                && name.equals(node.getLocalName());
    }

    static List<Element> children(Element parent, String namespace, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (is(node, namespace, name)) {
                found.add((Element) node);
            }
        }
        return found;
    }

    /// The only such child, none if there is none.
    static Optional<Element> child(Element parent, String namespace, String name)
            throws UpstreamException {
        List<Element> found = children(parent, namespace, name);
        if (found.size() > 1) {
            throw new UpstreamException(
                    Kind.REFUSED, "saml: " + parent.getLocalName() + " has more than one " + name);
        }
        return found.stream().findFirst();
    }

    /// Every element below and including this one.
    static List<Element> all(Element root) {
        List<Element> found = new ArrayList<>(List.of(root));
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.addAll(all(element));
            }
        }
        return found;
    }

    /// The text that stands in the element itself.
    static String text(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() != Node.ELEMENT_NODE) {
                text.append(node.getNodeValue());
            }
        }
        return text.toString();
    }

    static Optional<String> attribute(Element element, String name) {
        return element.hasAttribute(name)
                ? Optional.of(element.getAttribute(name))
                : Optional.empty();
    }

    private static final class Refusing implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
