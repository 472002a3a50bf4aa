package dev.atrium.connectors.opening;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys that `config` may have, by the connector's type: Dex's, also those without an effect,
/// and ours. For those who want others refused.
public final class ConnectorKeys {
    private static final String OAUTH = "clientID clientSecret redirectURI ";
    private static final String SEARCH = "baseDN filter scope nameAttr ";
    private static final String MATCHER = "userAttr groupAttr recursionGroupAttr ";
    private static final Map<String, List<String>> LDAP =
            keys(
                    "",
                    "host insecureNoSSL insecureSkipVerify startTLS rootCA rootCAData clientCert clientKey bindDN bindPW usernamePrompt userSearch groupSearch kerberos",
                    "userSearch",
                    SEARCH + "username idAttr emailAttr preferredUsernameAttr emailSuffix",
                    "groupSearch",
                    SEARCH + MATCHER + "userMatchers",
                    "groupSearch.userMatchers",
                    MATCHER,
                    "kerberos",
                    "enabled keytabPath spn keytabPrincipal maxClockSkew expectedRealm usernameFromPrincipal fallbackToPassword");
    private static final Map<String, List<String>> SAML =
            keys(
                    "",
                    "ssoURL ssoIssuer entityIssuer redirectURI ca caData insecureSkipSignatureValidation usernameAttr emailAttr groupsAttr groupsDelim allowedGroups filterGroups nameIDPolicyFormat insecureAllowSHA1 insecureAllowMissingAudience");
    private static final Map<String, List<String>> OIDC =
            keys(
                    "",
                    OAUTH
                            + "issuer issuerAlias providerDiscoveryOverrides basicAuthUnsupported scopes hostedDomains rootCAs insecureSkipVerify insecureSkipEmailVerified insecureEnableGroups allowedGroups acrValues getUserInfo userIDKey userNameKey promptType pkceChallenge overrideClaimMapping claimMapping claimModifications",
                    "providerDiscoveryOverrides",
                    "authURL tokenURL jwksURL userInfoURL deviceAuthURL endSessionURL",
                    "claimMapping",
                    "preferred_username email groups",
                    "claimModifications",
                    "newGroupFromClaims filterGroupClaims modifyGroupNames",
                    "claimModifications.newGroupFromClaims",
                    "claims delimiter clearDelimiter prefix",
                    "claimModifications.filterGroupClaims",
                    "groupsFilter",
                    "claimModifications.modifyGroupNames",
                    "prefix suffix");
    private static final Map<String, List<String>> GENERIC =
            keys(
                    "",
                    OAUTH
                            + "authorizationURL tokenURL userInfoURL scopes rootCAs insecureSkipVerify userIDKey claimMapping",
                    "claimMapping",
                    "userNameKey preferredUsernameKey groupsKey emailKey emailVerifiedKey");
    private static final Map<String, Map<String, List<String>>> TYPES =
            Map.ofEntries(
                    Map.entry("mockCallback", keys("", "")),
                    Map.entry("mockPassword", keys("", "username password")),
                    Map.entry("ldap", LDAP),
                    Map.entry("saml", SAML),
                    Map.entry("samlExperimental", SAML),
                    Map.entry("oidc", OIDC),
                    Map.entry("oauth", GENERIC),
                    Map.entry(
                            "github",
                            keys(
                                    "",
                                    OAUTH
                                            + "org orgs hostName rootCA teamNameField loadAllGroups useLoginAsID preferredEmailDomain",
                                    "orgs",
                                    "name teams")),
                    Map.entry(
                            "gitlab",
                            keys(
                                    "",
                                    OAUTH
                                            + "baseURL groups useLoginAsID getGroupsPermission inheritedGroups rootCAData")),
                    Map.entry(
                            "google",
                            // The keys of domainToAdminEmail are domains.
                            keys(
                                    "",
                                    OAUTH
                                            + "scopes hostedDomains groups serviceAccountFilePath adminEmail domainToAdminEmail fetchTransitiveGroupMembership promptType")),
                    Map.entry(
                            "microsoft",
                            keys(
                                    "",
                                    OAUTH
                                            + "clientAssertion tenant onlySecurityGroups groups groupNameFormat useGroupsAsWhitelist emailToLowercase batchGroupLookups apiURL graphURL promptType domainHint scopes preferredUsernameField")),
                    Map.entry(
                            "keystone",
                            keys("", "domain keystoneHost keystoneUsername keystonePassword")),
                    Map.entry(
                            "bitbucket-cloud",
                            keys("", OAUTH + "teams includeTeamGroups getWorkspacePermissions")),
                    Map.entry("linkedin", keys("", OAUTH)),
                    Map.entry(
                            "atlassian-crowd",
                            keys(
                                    "",
                                    "baseURL clientID clientSecret groups preferredUsernameField usernamePrompt")),
                    Map.entry("openshift", keys("", OAUTH + "issuer groups insecureCA rootCA")),
                    Map.entry(
                            "gitea",
                            keys(
                                    "",
                                    OAUTH + "baseURL orgs loadAllGroups useLoginAsID",
                                    "orgs",
                                    "name teams")),
                    Map.entry(
                            "authproxy",
                            keys(
                                    "",
                                    "userIDHeader userHeader userNameHeader emailHeader groupHeader groupHeaderSeparator staticGroups trustedProxies")));

    private ConnectorKeys() {}

    /// @param path of a map inside `config`, with dots; empty for `config` itself
    /// @return empty where any key goes
    public static Optional<List<String>> at(String type, String path) {
        return Optional.ofNullable(TYPES.getOrDefault(type, Map.of()).get(path));
    }

    private static Map<String, List<String>> keys(String... pathsAndNames) {
        return Stream.iterate(0, index -> index < pathsAndNames.length, index -> index + 2)
                .collect(
                        Collectors.toUnmodifiableMap(
                                index -> pathsAndNames[index],
                                index ->
                                        Arrays.stream(pathsAndNames[index + 1].split(" "))
                                                .filter(name -> !name.isEmpty())
                                                .toList()));
    }
}
