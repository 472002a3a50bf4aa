package dev.atrium.dex.api;

import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.rpc.dex.DiscoveryResp;
import dev.atrium.rpc.dex.VersionResp;
import java.util.List;
import java.util.Map;

/// The server itself.
final class AboutApi {
    /// Of the protocol; callers compare it before they use newer calls.
    private static final int VERSION = 4;

    private final Discovery discovery;
    private final String version;

    AboutApi(Discovery discovery, String version) {
        this.discovery = discovery;
        this.version = version;
    }

    VersionResp version() {
        return VersionResp.newBuilder().setServer(version).setApi(VERSION).build();
    }

    DiscoveryResp discovery() {
        Map<String, Object> document = discovery.members();
        return DiscoveryResp.newBuilder()
                .setIssuer(text(document, "issuer"))
                .setAuthorizationEndpoint(text(document, "authorization_endpoint"))
                .setTokenEndpoint(text(document, "token_endpoint"))
                .setJwksUri(text(document, "jwks_uri"))
                .setUserinfoEndpoint(text(document, "userinfo_endpoint"))
                .setDeviceAuthorizationEndpoint(text(document, "device_authorization_endpoint"))
                .setIntrospectionEndpoint(text(document, "introspection_endpoint"))
                .addAllGrantTypesSupported(texts(document, "grant_types_supported"))
                .addAllResponseTypesSupported(texts(document, "response_types_supported"))
                .addAllSubjectTypesSupported(texts(document, "subject_types_supported"))
                .addAllIdTokenSigningAlgValuesSupported(
                        texts(document, "id_token_signing_alg_values_supported"))
                .addAllCodeChallengeMethodsSupported(
                        texts(document, "code_challenge_methods_supported"))
                .addAllScopesSupported(texts(document, "scopes_supported"))
                .addAllTokenEndpointAuthMethodsSupported(
                        texts(document, "token_endpoint_auth_methods_supported"))
                .addAllClaimsSupported(texts(document, "claims_supported"))
                .build();
    }

    private static String text(Map<String, Object> document, String name) {
        return String.valueOf(document.getOrDefault(name, ""));
    }

    private static List<String> texts(Map<String, Object> document, String name) {
        return document.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
