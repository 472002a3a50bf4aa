package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Second factors; they need sessions.
public record MfaConfig(List<String> defaultChain, Map<String, Authenticator> authenticators) {

    public enum Kind {
        TOTP,
        WEBAUTHN
    }

    /// @param connectorTypes empty for all
    public record Authenticator(
            String id, Kind kind, Set<String> connectorTypes, ConfigNode config) {}

    /// The checks of Dex that need no more than the block itself and the clients that name it.
    static void check(Section section, List<Section> clients) {
        Set<String> ids = new TreeSet<>();
        for (Section entry : section.sections("authenticators")) {
            String id = entry.textOr("id", "");
            if (id.isEmpty()) {
                throw wrong("authenticators: authenticator must have an id", entry.node());
            }
            if (!ids.add(id)) {
                throw wrong(
                        "authenticators: duplicate authenticator id \"" + id + "\"",
                        entry.get("id"));
            }
            if (kind(entry).isEmpty()) {
                throw wrong(
                        "authenticators: unknown type \""
                                + entry.textOr("type", "")
                                + "\" for authenticator \""
                                + id
                                + "\"",
                        entry.get("type"));
            }
        }
        for (ConfigNode named : section.get("defaultMFAChain").elements()) {
            if (!ids.contains(named.text().orElse(""))) {
                throw wrong(
                        "defaultMFAChain: references unknown authenticator \""
                                + named.text().orElse("")
                                + "\"",
                        named);
            }
        }
        if (!section.isAbsent()) {
            clients.forEach(client -> checkClient(client, ids));
        }
    }

    private static void checkClient(Section client, Set<String> ids) {
        for (ConfigNode named : client.get("mfaChain").elements()) {
            if (!ids.contains(named.text().orElse(""))) {
                throw new DexConfigException(
                        "staticClients: client \""
                                + client.textOr("id", "")
                                + "\" references unknown MFA authenticator \""
                                + named.text().orElse("")
                                + "\"",
                        named);
            }
        }
    }

    static MfaConfig read(Section section) {
        return new MfaConfig(
                section.texts("defaultMFAChain"),
                section.sections("authenticators").stream()
                        .map(
                                entry ->
                                        new Authenticator(
                                                entry.textOr("id", ""),
                                                kind(entry).orElseThrow(),
                                                Set.copyOf(entry.texts("connectorTypes")),
                                                entry.get("config")))
                        .collect(Collectors.toMap(Authenticator::id, Function.identity())));
    }

    private static Optional<Kind> kind(Section entry) {
        return switch (entry.textOr("type", "")) {
            case "TOTP" -> Optional.of(Kind.TOTP);
            case "WebAuthn" -> Optional.of(Kind.WEBAUTHN);
            default -> Optional.empty();
        };
    }

    private static DexConfigException wrong(String reason, ConfigNode at) {
        return new DexConfigException("mfa." + reason, at);
    }
}
