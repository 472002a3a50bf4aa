package dev.atrium.connectors.oidc;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.RandomIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// What proves, when the browser comes back, that the answer belongs to the question: a PKCE
/// verifier (RFC 7636), or a nonce where the provider knows no PKCE.
///
/// @param plain whether the verifier itself is shown as the challenge
record Memory(String verifier, String nonce, boolean plain) {

    static Memory create(OidcSettings.Challenge wanted, Provider provider, RandomIds ids) {
        return switch (wanted) {
            case S256 -> new Memory(ids.token(), "", false);
            case PLAIN -> new Memory(ids.token(), "", true);
            case DISCOVERED -> {
                if (provider.challengeMethods().contains("S256")) {
                    yield new Memory(ids.token(), "", false);
                }
                yield provider.challengeMethods().contains("plain")
                        ? new Memory(ids.token(), "", true)
                        : new Memory("", ids.token(), false);
            }
        };
    }

    Parameters describe(Parameters query) {
        if (verifier.isEmpty()) {
            return query.with("nonce", nonce);
        }
        return plain
                ? query.with("code_challenge", verifier).with("code_challenge_method", "plain")
                : query.with("code_challenge", hashed()).with("code_challenge_method", "S256");
    }

    Optional<String> expectedNonce() {
        return nonce.isEmpty() ? Optional.empty() : Optional.of(nonce);
    }

    byte[] bytes() {
        return OidcConnector.utf8(verifier + " " + nonce);
    }

    static Memory read(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
        return new Memory(parts[0], parts.length > 1 ? parts[1] : "", false);
    }

    private String hashed() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }
}
