package dev.atrium.dex.config;

import dev.atrium.connectors.opening.ConnectorKeys;
import dev.atrium.kernel.NearestName;
import dev.atrium.kernel.config.ConfigNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of the file, for the strict mode that refuses all others. What storages and the signer
/// read is not known here.
final class UnknownFields {
    private static final String TLS = "tlsCert tlsKey tlsMinVersion tlsMaxVersion ";
    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry(
                            "",
                            "issuer storage web telemetry oauth2 grpc expiry logger frontend signer connectors staticClients enablePasswordDB staticPasswords sessions mfa atrium"),
                    Map.entry("storage", "type config"),
                    Map.entry(
                            "web",
                            TLS
                                    + "http https allowedOrigins allowedHeaders headers clientRemoteIP"),
                    Map.entry(
                            "web.headers",
                            "Content-Security-Policy X-Frame-Options X-Content-Type-Options X-XSS-Protection Strict-Transport-Security"),
                    Map.entry("web.clientRemoteIP", "header trustedProxies"),
                    Map.entry("telemetry", "http enableProfiling"),
                    Map.entry(
                            "oauth2",
                            "grantTypes responseTypes skipApprovalScreen alwaysShowLoginScreen passwordConnector pkce"),
                    Map.entry("oauth2.pkce", "enforce codeChallengeMethodsSupported"),
                    Map.entry("grpc", TLS + "addr tlsClientCA reflection"),
                    Map.entry(
                            "expiry",
                            "idTokens authRequests deviceRequests signingKeys refreshTokens"),
                    Map.entry(
                            "expiry.refreshTokens",
                            "disableRotation reuseInterval validIfNotUsedFor absoluteLifetime"),
                    Map.entry("logger", "level format excludeFields"),
                    Map.entry("frontend", "dir logoURL issuer theme extra"),
                    Map.entry("connectors", "type id name config grantTypes"),
                    Map.entry(
                            "staticClients",
                            "id idEnv secret secretEnv name redirectURIs postLogoutRedirectURIs backchannelLogoutURI refreshTokenLifetime trustedPeers public logoURL allowedConnectors mfaChain ssoSharedWith clientCredentialsClaims"),
                    Map.entry("staticClients.clientCredentialsClaims", "groups"),
                    Map.entry(
                            "staticPasswords",
                            "email hash hashFromEnv username name preferredUsername emailVerified groups userID"),
                    Map.entry(
                            "sessions",
                            "cookieName absoluteLifetime validIfNotUsedFor rememberMeCheckedByDefault cookieEncryptionKey ssoSharedWithDefault"),
                    Map.entry("mfa", "defaultMFAChain authenticators"),
                    Map.entry("mfa.authenticators", "id type connectorTypes config"));

    private UnknownFields() {}

    static void refuse(ConfigNode root) {
        check(root, "");
        for (ConfigNode connector : root.getIgnoringCase("connectors").elements()) {
            String type = connector.getIgnoringCase("type").text().orElse("");
            checkConnector(connector.getIgnoringCase("config"), type, "");
        }
    }

    private static void checkConnector(ConfigNode node, String type, String path) {
        Optional<List<String>> known = ConnectorKeys.at(type, path);
        switch (node) {
            case ConfigNode.Mapping map when known.isPresent() ->
                    map.entries()
                            .forEach(
                                    (key, value) -> {
                                        String spelled =
                                                spelled(
                                                        "parse connector config: ",
                                                        key,
                                                        value,
                                                        known.orElseThrow());
                                        checkConnector(
                                                value,
                                                type,
                                                path.isEmpty() ? spelled : path + "." + spelled);
                                    });
            case ConfigNode.Sequence list ->
                    list.elements().forEach(element -> checkConnector(element, type, path));
            case ConfigNode.Mapping _, ConfigNode.Scalar _, ConfigNode.Absent _ -> {}
        }
    }

    private static void check(ConfigNode node, String path) {
        switch (node) {
            case ConfigNode.Mapping map when KEYS.containsKey(path) ->
                    map.entries().forEach((key, value) -> checkKey(key, value, path));
            case ConfigNode.Sequence list ->
                    list.elements().forEach(element -> check(element, path));
            case ConfigNode.Mapping _, ConfigNode.Scalar _, ConfigNode.Absent _ -> {}
        }
    }

    private static void checkKey(String key, ConfigNode value, String path) {
        List<String> known = List.of(KEYS.getOrDefault(path, "").split(" "));
        String spelled = spelled("", key, value, known);
        check(value, path.isEmpty() ? spelled : path + "." + spelled);
    }

    private static String spelled(String part, String key, ConfigNode value, List<String> known) {
        return known.stream()
                .filter(name -> name.equalsIgnoreCase(key))
                .findFirst()
                .orElseThrow(() -> unknown(part, key, value, known));
    }

    private static DexConfigException unknown(
            String part, String key, ConfigNode value, List<String> known) {
        String hint =
                NearestName.of(key, known)
                        .map(name -> ", did you mean \"" + name + "\"?")
                        .orElse("");
        return DexConfigException.binding(
                part + "json: unknown field \"" + key + "\"" + hint, value);
    }
}
