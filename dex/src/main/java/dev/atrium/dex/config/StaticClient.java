package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A relying party of the file. Nobody can change it while the process runs.
///
/// @param secret empty for a public client that has none
/// @param trustedPeers clients that may obtain tokens whose audience is this one
/// @param allowedConnectors empty for all
/// @param mfaChain absent for the server's default, empty for none
/// @param ssoSharedWith absent for the server's default, empty for nobody, `*` for everybody
/// @param credentialGroups the groups of tokens that the client gets for itself
public record StaticClient(
        String id,
        Secret secret,
        String name,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        Optional<String> backchannelLogoutUri,
        RefreshTokenLifetime refreshTokenLifetime,
        List<String> trustedPeers,
        boolean isPublic,
        Optional<String> logoUrl,
        List<String> allowedConnectors,
        Optional<List<String>> mfaChain,
        Optional<List<String>> ssoSharedWith,
        List<String> credentialGroups) {

    public enum RefreshTokenLifetime {
        STANDALONE,
        SESSION
    }

    static StaticClient read(Section section, Map<String, String> environment) {
        Optional<String> plainId = section.text("id");
        String known = plainId.orElse("");
        if (section.text("name").isEmpty()) {
            throw wrong("Name field is required for a client", section, "name");
        }
        if (plainId.isEmpty() && section.text("idEnv").isEmpty()) {
            throw wrong("ID or IDEnv field is required for a client", section, "id");
        }
        if (plainId.isPresent() && section.text("idEnv").isPresent()) {
            throw wrong(
                    "ID and IDEnv fields are exclusive for client \"" + known + "\"",
                    section,
                    "idEnv");
        }
        boolean isPublic = section.flag("public");
        String id = plainId.orElseGet(() -> variable(section, "idEnv", known, environment));
        return new StaticClient(
                id,
                secret(section, known, isPublic, environment),
                section.textOr("name", ""),
                section.texts("redirectURIs"),
                section.texts("postLogoutRedirectURIs"),
                section.text("backchannelLogoutURI"),
                lifetime(section, known),
                section.texts("trustedPeers"),
                isPublic,
                section.text("logoURL"),
                section.texts("allowedConnectors"),
                section.nullableTexts("mfaChain"),
                shared(section.get("ssoSharedWith")),
                section.section("clientCredentialsClaims").texts("groups"));
    }

    private static Secret secret(
            Section section, String id, boolean isPublic, Map<String, String> environment) {
        Optional<String> plain = section.text("secret");
        boolean named = section.text("secretEnv").isPresent();
        if (plain.isPresent() && named) {
            throw wrong(
                    "Secret and SecretEnv fields are exclusive for client \"" + id + "\"",
                    section,
                    "secretEnv");
        }
        if (plain.isEmpty() && !named && !isPublic) {
            throw wrong(
                    "Secret or SecretEnv field is required for client \"" + id + "\"",
                    section,
                    "secret");
        }
        return Secret.of(
                named ? variable(section, "secretEnv", id, environment) : plain.orElse(""));
    }

    /// An unset variable would make an empty secret, which anybody can present.
    private static String variable(
            Section section, String key, String id, Map<String, String> environment) {
        String name = section.textOr(key, "");
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw wrong(
                    key
                            + " of client \""
                            + id
                            + "\" names the variable "
                            + name
                            + ", which is not set",
                    section,
                    key);
        }
        return value;
    }

    static RefreshTokenLifetime lifetime(Section section, String id) {
        return switch (section.textOr("refreshTokenLifetime", "")) {
            case "", "standalone" -> RefreshTokenLifetime.STANDALONE;
            case "session" -> RefreshTokenLifetime.SESSION;
            case String other ->
                    throw new DexConfigException(
                            "staticClients: client \""
                                    + id
                                    + "\": invalid refresh token lifetime \""
                                    + other
                                    + "\": want \"standalone\" or \"session\"",
                            section.get("refreshTokenLifetime"));
        };
    }

    private static Optional<List<String>> shared(ConfigNode node) {
        return switch (node) {
            case ConfigNode.Absent _ -> Optional.empty();
            case ConfigNode.Scalar scalar -> Optional.of(List.of(scalar.source()));
            case ConfigNode.Sequence list -> Optional.of(list.texts());
            case ConfigNode.Mapping map -> Optional.of(map.texts());
        };
    }

    private static DexConfigException wrong(String reason, Section section, String key) {
        return new DexConfigException("invalid config: " + reason, section.get(key));
    }
}
