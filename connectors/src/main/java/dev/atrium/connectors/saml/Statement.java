package dev.atrium.connectors.saml;

import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/// Reads of an assertion who it is about.
final class Statement {
    private final SamlSettings settings;

    Statement(SamlSettings settings) {
        this.settings = settings;
    }

    Identity identity(Element assertion) throws UpstreamException {
        Element subject = Xml.child(assertion, Xml.ASSERTION, "Subject").orElseThrow();
        String nameId =
                Xml.child(subject, Xml.ASSERTION, "NameID")
                        .map(Xml::text)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> refused("subject does not contain a NameID element"));
        Map<String, List<String>> attributes = attributes(assertion);
        return new Identity(
                nameId,
                required(attributes, settings.attributes().username()),
                Optional.empty(),
                Optional.of(required(attributes, settings.attributes().email())),
                true,
                groups(attributes));
    }

    private static Map<String, List<String>> attributes(Element assertion)
            throws UpstreamException {
        List<Element> statements = Xml.children(assertion, Xml.ASSERTION, "AttributeStatement");
        if (statements.isEmpty()) {
            throw refused("response did not contain a AttributeStatement");
        }
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (Element statement : statements) {
            for (Element attribute : Xml.children(statement, Xml.ASSERTION, "Attribute")) {
                List<String> values =
                        attributes.computeIfAbsent(
                                attribute.getAttribute("Name"), _ -> new ArrayList<>());
                for (Element value : Xml.children(attribute, Xml.ASSERTION, "AttributeValue")) {
                    values.add(Xml.text(value));
                }
            }
        }
        return attributes;
    }

    private static String required(Map<String, List<String>> attributes, String name)
            throws UpstreamException {
        List<String> values = attributes.getOrDefault(name, List.of());
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            throw refused("no attribute with name \"" + name + "\": " + attributes.keySet());
        }
        return values.getFirst();
    }

    /// A restriction holds whether or not anybody asked for groups.
    private List<String> groups(Map<String, List<String>> attributes) throws UpstreamException {
        SamlSettings.Groups wanted = settings.groups();
        List<String> values =
                wanted.attribute()
                        .map(name -> attributes.getOrDefault(name, List.of()))
                        .orElse(List.of());
        List<String> groups =
                wanted.delimiter().isPresent() && !values.isEmpty()
                        ? List.of(
                                values.getFirst()
                                        .split(Pattern.quote(wanted.delimiter().orElseThrow()), -1))
                        : values;
        if (wanted.allowed().isEmpty()) {
            return groups;
        }
        List<String> among = groups.stream().filter(wanted.allowed()::contains).toList();
        if (among.isEmpty()) {
            throw refused("user not a member of allowed groups");
        }
        return wanted.onlyAllowed() ? among : groups;
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "saml: " + reason);
    }
}
