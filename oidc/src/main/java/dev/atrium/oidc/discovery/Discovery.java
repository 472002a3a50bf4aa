package dev.atrium.oidc.discovery;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.JsonText;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.KeySet;
import dev.atrium.oidc.keys.PublishedKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The discovery document (OpenID Connect Discovery section 3) and the key set. Both answer every
/// method, as they always did.
public final class Discovery {
    private final Profile profile;
    private final Advertised advertised;
    private final JwtSigner signer;
    private final KeySet keys;
    private volatile Optional<Rendered<String>> document = Optional.empty();
    private volatile Optional<Rendered<List<PublishedKey>>> keySet = Optional.empty();

    /// Bytes that stay as they are while what they were made of does.
    private record Rendered<T>(T of, byte[] bytes) {}

    public Discovery(Profile profile, Advertised advertised, JwtSigner signer, KeySet keys) {
        this.profile = profile;
        this.advertised = advertised;
        this.signer = signer;
        this.keys = keys;
    }

    /// What is only said here and enforced elsewhere.
    ///
    /// @param backchannelLogout whether clients are told when a session ends
    public record Advertised(
            List<String> scopes,
            List<String> claims,
            List<String> authMethods,
            boolean backchannelLogout) {
        public Advertised(List<String> scopes, List<String> claims, List<String> authMethods) {
            this(scopes, claims, authMethods, false);
        }
    }

    public Response document(Request request) {
        String algorithm = signer.algorithm();
        Rendered<String> current =
                document.filter(last -> last.of().equals(algorithm))
                        .orElseGet(() -> new Rendered<>(algorithm, JsonText.indented(members())));
        document = Optional.of(current);
        return Response.of(200, "application/json", current.bytes());
    }

    public Response keys(Request request) {
        List<PublishedKey> published = keys.published();
        Rendered<List<PublishedKey>> current =
                keySet.filter(last -> last.of().equals(published))
                        .orElseGet(
                                () ->
                                        new Rendered<>(
                                                published,
                                                JsonText.indented(KeySet.members(published))));
        keySet = Optional.of(current);
        return Response.of(200, "application/json", current.bytes())
                .header("Cache-Control", "max-age=600, must-revalidate");
    }

    /// The document.
    public Map<String, Object> members() {
        Profile.Endpoints endpoints = profile.endpoints();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("issuer", profile.issuer());
        members.put("authorization_endpoint", profile.url(endpoints.authorization()));
        members.put("token_endpoint", profile.url(endpoints.token()));
        members.put("jwks_uri", profile.url(endpoints.keys()));
        members.put("userinfo_endpoint", profile.url(endpoints.userinfo()));
        members.put("device_authorization_endpoint", profile.url(endpoints.deviceAuthorization()));
        members.put("introspection_endpoint", profile.url(endpoints.introspection()));
        endpoints
                .revocation()
                .ifPresent(path -> members.put("revocation_endpoint", profile.url(path)));
        endpoints
                .endSession()
                .ifPresent(path -> members.put("end_session_endpoint", profile.url(path)));
        if (advertised.backchannelLogout()) {
            members.put("backchannel_logout_supported", true);
            members.put("backchannel_logout_session_supported", true);
        }
        members.put(
                "grant_types_supported",
                profile.grants().stream().map(GrantType::wire).sorted().toList());
        members.put(
                "response_types_supported",
                profile.authorization().responseTypes().stream().sorted().toList());
        members.put("subject_types_supported", List.of("public"));
        members.put("id_token_signing_alg_values_supported", List.of(signer.algorithm()));
        members.put("code_challenge_methods_supported", profile.authorization().challengeMethods());
        members.put("scopes_supported", advertised.scopes());
        members.put("token_endpoint_auth_methods_supported", advertised.authMethods());
        members.put("claims_supported", advertised.claims());
        if (profile.authorization().namesIssuer()) {
            // RFC 9207 section 3.
            members.put("authorization_response_iss_parameter_supported", true);
        }
        return members;
    }
}
