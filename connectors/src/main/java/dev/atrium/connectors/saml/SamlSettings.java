package dev.atrium.connectors.saml;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// How one identity provider is asked.
///
/// @param redirectUri at which answers arrive
/// @param entityIssuer what we call ourselves; the audience of answers, which is the redirect URI
///     where there is none
/// @param ssoIssuer what the provider calls itself
/// @param nameIdFormat a URN
public record SamlSettings(
        URI ssoUrl,
        String redirectUri,
        Optional<String> entityIssuer,
        Optional<String> ssoIssuer,
        Verification verification,
        Attributes attributes,
        Groups groups,
        String nameIdFormat) {

    /// @param certificates whose keys sign answers
    /// @param skipSignature whether answers are believed without a signature
    /// @param sha1 whether signatures over SHA-1 count, as old providers make them
    /// @param skipAudience whether an answer may name no audience at all
    public record Verification(
            List<X509Certificate> certificates,
            boolean skipSignature,
            boolean sha1,
            boolean skipAudience) {
        public Verification {
            certificates = List.copyOf(certificates);
        }
    }

    /// Names of attributes.
    public record Attributes(String username, String email) {}

    /// @param attribute empty where groups are not read
    /// @param delimiter between groups in one value
    /// @param allowed of which a person must be in one; empty for no restriction
    /// @param onlyAllowed whether others are left out
    public record Groups(
            Optional<String> attribute,
            Optional<String> delimiter,
            List<String> allowed,
            boolean onlyAllowed) {
        public Groups {
            allowed = List.copyOf(allowed);
        }
    }

    String audience() {
        return entityIssuer.orElse(redirectUri);
    }
}
