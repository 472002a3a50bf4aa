package dev.atrium.oidc.token;

import dev.atrium.oidc.Digest;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A PKCE challenge (RFC 7636).
///
/// @param value empty where the request had none
/// @param method `S256` or `plain`, which is the default
public record Challenge(String value, String method) {
    public static final Challenge NONE = new Challenge("", "plain");

    public boolean isPresent() {
        return !value.isEmpty();
    }

    /// @throws OAuthProblem.Answered unless the verifier belongs to the challenge, or neither is
    ///     there
    public void check(Optional<String> presented) {
        String verifier = presented.orElse("");
        if (!isPresent()) {
            if (!verifier.isEmpty()) {
                throw new OAuthProblem.Answered(
                        OAuthError.INVALID_REQUEST,
                        "No PKCE flow started. Cannot check code_verifier.");
            }
            return;
        }
        if (verifier.isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_GRANT, "Expecting parameter code_verifier in PKCE flow.");
        }
        String computed =
                method.equals("S256") ? Digest.base64Url(Digest.sha256(verifier)) : verifier;
        if (!Digest.same(
                computed.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8))) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_GRANT, "Invalid code_verifier.");
        }
    }
}
