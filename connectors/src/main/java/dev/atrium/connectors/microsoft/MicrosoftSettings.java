package dev.atrium.connectors.microsoft;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How Microsoft is asked.
///
/// @param scopes of the access token, besides those that groups and refreshes need
/// @param emailToLowercase whether the address is given in lower case
/// @param prompt sent to the login page
/// @param domainHint sent to the login page
public record MicrosoftSettings(
        Registration registration,
        Place place,
        List<String> scopes,
        Groups groups,
        boolean emailToLowercase,
        PreferredUsername preferredUsername,
        Optional<String> prompt,
        Optional<String> domainHint) {
    public MicrosoftSettings {
        scopes = List.copyOf(scopes);
    }

    /// @param tenant an id or a domain, or one of the words for several tenants
    public record Place(URI login, URI graph, String tenant) {
        private static final Set<String> MANY = Set.of("common", "organizations", "consumers");

        public static Place of(String tenant) {
            return new Place(
                    URI.create("https://login.microsoftonline.com"),
                    URI.create("https://graph.microsoft.com"),
                    tenant);
        }

        boolean oneTenant() {
            return !MANY.contains(tenant);
        }

        CodeFlow.Endpoints endpoints() {
            String base = login + "/" + tenant + "/oauth2/v2.0/";
            return new CodeFlow.Endpoints(
                    URI.create(base + "authorize"), URI.create(base + "token"));
        }
    }

    /// @param required of which a person must be in one; empty for no restriction
    /// @param onlyRequired whether others are left out
    public record Groups(
            List<String> required, boolean onlyRequired, boolean onlySecurity, Format format) {
        public static final Groups UNRESTRICTED = new Groups(List.of(), false, false, Format.NAME);

        public Groups {
            required = List.copyOf(required);
        }
    }

    /// What a group is called.
    public enum Format {
        NAME,
        ID
    }

    /// What becomes the preferred user name.
    public enum PreferredUsername {
        NONE,
        NAME,
        EMAIL,
        MAIL_NICKNAME,
        ON_PREMISES_SAM_ACCOUNT_NAME
    }

    /// Anybody of a tenant.
    public static MicrosoftSettings of(String clientId, Secret clientSecret, String tenant) {
        return new MicrosoftSettings(
                Registration.of(clientId, clientSecret),
                Place.of(tenant),
                List.of("user.read"),
                Groups.UNRESTRICTED,
                false,
                PreferredUsername.NONE,
                Optional.empty(),
                Optional.empty());
    }
}
