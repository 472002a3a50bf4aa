package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// @param grantTypes what `/token` serves and discovery lists, sorted
/// @param responseTypes as configured, each item possibly several words
public record OAuth2Config(
        List<String> grantTypes,
        List<String> responseTypes,
        boolean skipApprovalScreen,
        boolean alwaysShowLoginScreen,
        Optional<String> passwordConnector,
        Pkce pkce) {
    static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final Set<String> RESPONSE_TYPES =
            Set.of(
                    "code",
                    "token",
                    "id_token",
                    "code token",
                    "code id_token",
                    "id_token token",
                    "code id_token token");

    /// @param methods in the order that discovery shows
    public record Pkce(boolean enforce, List<String> methods) {}

    public OAuth2Config {
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
    }

    static OAuth2Config read(Section section, FeatureFlags flags) {
        List<String> responseTypes = responseTypes(section.get("responseTypes"));
        Optional<String> passwordConnector = section.text("passwordConnector");
        return new OAuth2Config(
                grantTypes(section.texts("grantTypes"), responseTypes, passwordConnector, flags),
                responseTypes,
                section.flag("skipApprovalScreen"),
                section.flag("alwaysShowLoginScreen"),
                passwordConnector,
                pkce(section.section("pkce")));
    }

    /// What is configured and can be served; other names are dropped without a word, as by Dex.
    private static List<String> grantTypes(
            List<String> configured,
            List<String> responseTypes,
            Optional<String> passwordConnector,
            FeatureFlags flags) {
        Set<String> supported =
                new TreeSet<>(
                        List.of(
                                "authorization_code",
                                "refresh_token",
                                "client_credentials",
                                DEVICE_CODE,
                                TOKEN_EXCHANGE));
        if (responseTypes.stream().anyMatch(type -> List.of(type.split(" ")).contains("token"))) {
            supported.add("implicit");
        }
        if (passwordConnector.isPresent()) {
            supported.add("password");
        }
        if (!configured.isEmpty()) {
            supported.retainAll(configured);
        } else if (!flags.clientCredentialsByDefault()) {
            supported.remove("client_credentials");
        }
        return List.copyOf(supported);
    }

    private static List<String> responseTypes(ConfigNode list) {
        List<String> types = new ArrayList<>();
        for (ConfigNode element : list.elements()) {
            String type = element.text().orElse("");
            if (!RESPONSE_TYPES.contains(type)) {
                throw new DexConfigException(
                        "failed to initialize server: unsupported response_type \"" + type + "\"",
                        element);
            }
            types.add(type);
        }
        return types.isEmpty() ? List.of("code") : types;
    }

    private static Pkce pkce(Section section) {
        List<String> methods = new ArrayList<>();
        for (ConfigNode element : section.get("codeChallengeMethodsSupported").elements()) {
            String method = element.text().orElse("");
            if (!method.equals("S256") && !method.equals("plain")) {
                throw new DexConfigException(
                        "failed to initialize server: unsupported PKCE challenge method \""
                                + method
                                + "\"",
                        element);
            }
            methods.add(method);
        }
        return new Pkce(
                section.flag("enforce"), methods.isEmpty() ? List.of("S256", "plain") : methods);
    }
}
