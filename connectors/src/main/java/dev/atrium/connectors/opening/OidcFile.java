package dev.atrium.connectors.opening;

import dev.atrium.connectors.oidc.GroupNames;
import dev.atrium.connectors.oidc.OidcSettings;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The `config` of a connector of type `oidc`, with Dex's names and defaults.
record OidcFile(ConfigNode config) {

    OidcSettings settings() throws ConnectorProblem {
        ConfigNode domains = key("hostedDomains");
        if (!domains.elements().isEmpty()) {
            throw new ConnectorProblem(
                    "support for the Hosted domains option had been deprecated and removed, consider switching to the Google connector",
                    domains);
        }
        List<String> scopes = key("scopes").texts();
        List<String> effective = scopes.isEmpty() ? List.of("profile", "email") : scopes;
        String issuer = text("issuer").orElse("");
        return new OidcSettings(
                issuer,
                text("issuerAlias"),
                text("clientID").orElse(""),
                Secret.of(text("clientSecret").orElse("")),
                Optional.of(text("redirectURI").orElse("")),
                effective,
                endpoints(key("providerDiscoveryOverrides")),
                basicAuthUnsupported(issuer),
                flag("getUserInfo"),
                key("promptType").text().orElse("consent"),
                key("acrValues").texts(),
                challenge(),
                Map.of(),
                mapping(effective.contains("email")));
    }

    Trust trust() throws ConnectorProblem {
        if (flag("insecureSkipVerify")) {
            return new Trust.Anybody();
        }
        List<String> roots = key("rootCAs").texts();
        return roots.isEmpty()
                ? new Trust.Standard()
                : new Trust.Also(Certificates.read(roots, key("rootCAs")));
    }

    private static OidcSettings.Endpoints endpoints(ConfigNode node) {
        return new OidcSettings.Endpoints(
                text(node, "authURL"),
                text(node, "tokenURL"),
                text(node, "jwksURL"),
                text(node, "userInfoURL"),
                text(node, "endSessionURL"));
    }

    /// Okta wants the credentials in the body and does not say so.
    private Optional<Boolean> basicAuthUnsupported(String issuer) {
        Optional<Boolean> said = key("basicAuthUnsupported").bool();
        return said.isPresent() || !isOkta(issuer) ? said : Optional.of(true);
    }

    private static boolean isOkta(String issuer) {
        try {
            String host = URI.create(issuer).getHost();
            return host != null
                    && ("." + host.toLowerCase(Locale.ROOT))
                            .matches(".*\\.(okta|oktapreview)\\.com");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private OidcSettings.Challenge challenge() throws ConnectorProblem {
        return switch (text("pkceChallenge").orElse("")) {
            case "" -> OidcSettings.Challenge.DISCOVERED;
            case "S256" -> OidcSettings.Challenge.S256;
            case "plain" -> OidcSettings.Challenge.PLAIN;
            case String other ->
                    throw new ConnectorProblem(
                            "unsupported PKCE challenge method \"" + other + "\"",
                            key("pkceChallenge"));
        };
    }

    private OidcSettings.Mapping mapping(boolean emailAsked) throws ConnectorProblem {
        ConfigNode names = key("claimMapping");
        return new OidcSettings.Mapping(
                text("userIDKey").orElse("sub"),
                text("userNameKey").orElse("name"),
                true,
                emailAsked,
                flag("insecureSkipEmailVerified"),
                flag("insecureEnableGroups"),
                key("allowedGroups").texts(),
                flag("overrideClaimMapping"),
                text(names, "preferred_username"),
                text(names, "email"),
                text(names, "groups"),
                groupNames(key("claimModifications")));
    }

    /// A filter that cannot be read would let every group through, so it is refused.
    private static GroupNames groupNames(ConfigNode node) throws ConnectorProblem {
        ConfigNode names = node.getIgnoringCase("modifyGroupNames");
        ConfigNode filter =
                node.getIgnoringCase("filterGroupClaims").getIgnoringCase("groupsFilter");
        List<GroupNames.FromClaims> made = new ArrayList<>();
        for (ConfigNode entry : node.getIgnoringCase("newGroupFromClaims").elements()) {
            made.add(
                    new GroupNames.FromClaims(
                            entry.getIgnoringCase("claims").texts(),
                            text(entry, "delimiter").orElse(""),
                            entry.getIgnoringCase("clearDelimiter").bool().orElse(false),
                            text(entry, "prefix").orElse("")));
        }
        try {
            return new GroupNames(
                    filter.text().filter(text -> !text.isEmpty()).map(Pattern::compile),
                    text(names, "prefix").orElse(""),
                    text(names, "suffix").orElse(""),
                    made);
        } catch (PatternSyntaxException wrong) {
            throw new ConnectorProblem(
                    "groupsFilter is not a regular expression: " + wrong.getDescription(), filter);
        }
    }

    private ConfigNode key(String name) {
        return config.getIgnoringCase(name);
    }

    private Optional<String> text(String name) {
        return text(config, name);
    }

    private static Optional<String> text(ConfigNode node, String name) {
        return node.getIgnoringCase(name).text().filter(text -> !text.isEmpty());
    }

    private boolean flag(String name) {
        return key(name).bool().orElse(false);
    }
}
