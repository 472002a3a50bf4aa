package dev.atrium.connectors.opening;

import dev.atrium.connectors.saml.SamlSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The `config` of a connector of type `saml`, with Dex's names and defaults, and two switches that
/// Dex does not have.
record SamlFile(Keys keys) {
    private static final String FORMAT_1 = "urn:oasis:names:tc:SAML:1.1:nameid-format:";
    private static final String FORMAT_2 = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    private static final Map<String, String> FORMATS =
            Stream.concat(
                            Stream.of(
                                            "emailAddress",
                                            "unspecified",
                                            "X509SubjectName",
                                            "WindowsDomainQualifiedName")
                                    .map(name -> Map.entry(name, FORMAT_1 + name)),
                            Stream.of("encrypted", "entity", "kerberos", "persistent", "transient")
                                    .map(name -> Map.entry(name, FORMAT_2 + name)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    SamlSettings settings() throws ConnectorProblem {
        List<String> missing =
                Stream.of("ssoURL", "usernameAttr", "emailAttr", "redirectURI")
                        .filter(key -> keys.text(key).isEmpty())
                        .toList();
        if (missing.size() == 1) {
            throw keys.problem(
                    missing.getFirst(), "missing required field \"" + missing.getFirst() + "\"");
        }
        if (!missing.isEmpty()) {
            throw keys.problem(
                    missing.getFirst(),
                    missing.stream()
                            .map(key -> "\"" + key + "\"")
                            .collect(Collectors.joining(" ", "missing required fields [", "]")));
        }
        return new SamlSettings(
                address(),
                keys.required("redirectURI"),
                keys.text("entityIssuer"),
                keys.text("ssoIssuer"),
                verification(),
                new SamlSettings.Attributes(
                        keys.required("usernameAttr"), keys.required("emailAttr")),
                new SamlSettings.Groups(
                        keys.text("groupsAttr"),
                        keys.text("groupsDelim"),
                        keys.texts("allowedGroups"),
                        keys.flag("filterGroups")),
                format());
    }

    private URI address() throws ConnectorProblem {
        // As it is written: the request names it as its destination.
        keys.address("ssoURL", "");
        return URI.create(keys.required("ssoURL"));
    }

    private SamlSettings.Verification verification() throws ConnectorProblem {
        boolean skip = keys.flag("insecureSkipSignatureValidation");
        return new SamlSettings.Verification(
                skip ? List.of() : certificates(),
                skip,
                keys.flag("insecureAllowSHA1"),
                keys.flag("insecureAllowMissingAudience"));
    }

    private List<X509Certificate> certificates() throws ConnectorProblem {
        Optional<String> file = keys.text("ca");
        Optional<String> data = keys.text("caData");
        if (file.isPresent() == data.isPresent()) {
            throw keys.problem(
                    "ca",
                    file.isPresent()
                            ? "cannot provide both 'ca' and 'caData'"
                            : "must provide either 'ca' or 'caData'");
        }
        String key = file.isPresent() ? "ca" : "caData";
        String pem = file.isPresent() ? content(file.orElseThrow()) : decoded(data.orElseThrow());
        String rest =
                pem.replaceAll("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----", "");
        if (rest.lines().anyMatch(line -> line.startsWith("-----"))
                || pem.substring(pem.lastIndexOf("-----") + 1).strip().length() > 4) {
            throw keys.problem(key, "parse cert: trailing data after the last certificate");
        }
        List<X509Certificate> found = Certificates.read(List.of(pem), keys.at(key));
        if (found.isEmpty()) {
            throw keys.problem(key, "no certificates found in ca data");
        }
        return found;
    }

    private String content(String file) throws ConnectorProblem {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException _) {
            throw keys.problem("ca", "read cert file: \"" + file + "\" cannot be read");
        }
    }

    private String decoded(String base64) throws ConnectorProblem {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            throw keys.problem("caData", "caData is not base64");
        }
    }

    private String format() throws ConnectorProblem {
        String format = keys.text("nameIDPolicyFormat", "persistent");
        if (FORMATS.containsValue(format)) {
            return format;
        }
        return Optional.ofNullable(FORMATS.get(format))
                .orElseThrow(
                        () ->
                                keys.problem(
                                        "nameIDPolicyFormat",
                                        "invalid nameIDPolicyFormat: \"" + format + "\""));
    }
}
