package dev.atrium.oidc.token;

import java.util.List;
import java.util.Optional;

/// What the token endpoint gives, in the order of the wire.
///
/// @param expiresIn seconds
/// @param issuedTokenType of a token exchange (RFC 8693 section 2.2.1)
public record TokenAnswer(
        String accessToken,
        Optional<String> issuedTokenType,
        long expiresIn,
        Optional<String> refreshToken,
        Optional<String> idToken,
        List<String> scopes) {
    public TokenAnswer with(Optional<String> refresh) {
        return new TokenAnswer(accessToken, issuedTokenType, expiresIn, refresh, idToken, scopes);
    }
}
