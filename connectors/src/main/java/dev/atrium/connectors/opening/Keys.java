package dev.atrium.connectors.opening;

import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The keys of a connector's `config`. The case of their letters does not matter, an empty value is
/// an absent one, and keys that nobody asks for are not looked at, all as in Dex.
record Keys(String type, ConfigNode node) {

    ConfigNode at(String key) {
        return node.getIgnoringCase(key);
    }

    Keys below(String key) {
        return new Keys(type, at(key));
    }

    Optional<String> text(String key) {
        return at(key).text().filter(text -> !text.isEmpty());
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    List<String> texts(String key) {
        return at(key).texts();
    }

    boolean flag(String key) {
        return at(key).bool().orElse(false);
    }

    String required(String key) throws ConnectorProblem {
        return text(key).orElseThrow(() -> problem(key, "missing required field \"" + key + "\""));
    }

    URI address(String key, String otherwise) throws ConnectorProblem {
        String text = text(key, otherwise);
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            if (address.getHost() != null
                    && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw problem(key, key + " \"" + text + "\" is not an http or https address");
    }

    /// What OAuth2 upstreams have in common.
    Registration registration() {
        return new Registration(
                text("clientID", ""),
                Credential.secret(Secret.of(text("clientSecret", ""))),
                Optional.of(text("redirectURI", "")));
    }

    /// Whom to believe, where `rootCAs` and `insecureSkipVerify` say it.
    Trust trust(String skip, String roots) throws ConnectorProblem {
        if (flag(skip)) {
            return new Trust.Anybody();
        }
        ConfigNode named = at(roots);
        List<String> entries =
                named instanceof ConfigNode.Sequence
                        ? named.texts()
                        : text(roots).stream().toList();
        return entries.isEmpty()
                ? new Trust.Standard()
                : new Trust.Also(Certificates.read(entries, named));
    }

    ConnectorProblem problem(String key, String reason) {
        return new ConnectorProblem(type + ": " + reason, at(key));
    }
}
