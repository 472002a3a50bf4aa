package dev.atrium.connectors.google;

import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How Google is asked.
///
/// @param scopes besides `openid`
/// @param hostedDomains of which the account must be; empty for any account
/// @param groups of which a person must be in one, as addresses; empty for no restriction
/// @param directory where groups are read; empty when they are not read
/// @param promptType sent as `prompt` when a refreshable answer is wanted
public record GoogleSettings(
        Registration registration,
        URI issuer,
        List<String> scopes,
        List<String> hostedDomains,
        List<String> groups,
        Optional<DirectorySettings> directory,
        String promptType) {
    public static final URI ISSUER = URI.create("https://accounts.google.com");

    public GoogleSettings {
        scopes = List.copyOf(scopes);
        hostedDomains = List.copyOf(hostedDomains);
        groups = List.copyOf(groups);
    }

    /// Accounts of some domains; of any where `hostedDomains` is empty.
    public static GoogleSettings of(
            String clientId, Secret clientSecret, List<String> hostedDomains) {
        return new GoogleSettings(
                Registration.of(clientId, clientSecret),
                ISSUER,
                List.of("profile", "email"),
                hostedDomains,
                List.of(),
                Optional.empty(),
                "consent");
    }
}
