package dev.atrium.membership.access;

import static dev.atrium.http.Verb.GET;
import static dev.atrium.http.Verb.POST;

import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Every operation of the API: where it answers and which scope it takes, any one of them where
/// several are named.
public enum Operation {
    GET_SERVER_INFO("getServerInfo", GET, "/_info", Needs.NOBODY),

    READ_CONNECTED_USER("readConnectedUser", GET, "/me", Needs.ANYBODY),
    LIST_INVITATIONS("listInvitations", GET, "/me/invitations", Needs.ANYBODY),
    ACCEPT_INVITATION(
            "acceptInvitation", POST, "/me/invitations/{invitationId}/accept", Needs.ANYBODY),
    DECLINE_INVITATION(
            "declineInvitation", POST, "/me/invitations/{invitationId}/reject", Needs.ANYBODY),

    LIST_ORGANIZATIONS("listOrganizations", GET, "/organizations", Needs.ANYBODY),
    LIST_ORGANIZATIONS_EXPANDED(
            "listOrganizationsExpanded", GET, "/organizations/expanded", Needs.ANYBODY),
    READ_ORGANIZATION(
            "readOrganization",
            GET,
            "/organizations/{organizationId}",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ),
    LIST_USERS_OF_ORGANIZATION(
            "listUsersOfOrganization",
            GET,
            "/organizations/{organizationId}/users",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_USERS),
    READ_USER_OF_ORGANIZATION(
            "readUserOfOrganization",
            GET,
            "/organizations/{organizationId}/users/{userId}",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_USER),
    LIST_ORGANIZATION_INVITATIONS(
            "listOrganizationInvitations",
            GET,
            "/organizations/{organizationId}/invitations",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_INVITATIONS),
    LIST_POLICIES(
            "listPolicies",
            GET,
            "/organizations/{organizationId}/policies",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_POLICIES),
    READ_POLICY(
            "readPolicy",
            GET,
            "/organizations/{organizationId}/policies/{policyId}",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_POLICY),
    LIST_FEATURES(
            "listFeatures",
            GET,
            "/organizations/{organizationId}/features",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_FEATURES),
    LIST_LOGS(
            "listLogs",
            GET,
            "/organizations/{organizationId}/logs",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_LOGS),
    LIST_REGIONS(
            "listRegions",
            GET,
            "/organizations/{organizationId}/regions",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_REGIONS),
    GET_REGION(
            "getRegion",
            GET,
            "/organizations/{organizationId}/regions/{regionID}",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_REGION),
    GET_REGION_VERSIONS(
            "getRegionVersions",
            GET,
            "/organizations/{organizationId}/regions/{regionID}/versions",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_REGION),
    LIST_STACKS(
            "listStacks",
            GET,
            "/organizations/{organizationId}/stacks",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_STACKS),
    GET_STACK(
            "getStack",
            GET,
            "/organizations/{organizationId}/stacks/{stackId}",
            Needs.SCOPE,
            Scope.ORGANIZATION_READ_STACK),
    LIST_MODULES(
            "listModules",
            GET,
            "/organizations/{organizationId}/stacks/{stackId}/modules",
            Needs.SCOPE,
            Scope.ORGANIZATION_LIST_STACK_MODULES);

    private enum Needs {
        NOBODY,
        ANYBODY,
        SCOPE
    }

    private final String operationId;
    private final Verb verb;
    private final String path;
    private final Needs needs;

    // Set.of makes it immutable, which the type does not show.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Scope> scopes;

    Operation(String operationId, Verb verb, String path, Needs needs, Scope... scopes) {
        this.operationId = operationId;
        this.verb = verb;
        this.path = path;
        this.needs = needs;
        this.scopes = Set.of(scopes);
    }

    public String operationId() {
        return operationId;
    }

    public Verb verb() {
        return verb;
    }

    /// Below the base path.
    public String path() {
        return path;
    }

    /// Whether it answers without a token.
    public boolean open() {
        return needs == Needs.NOBODY;
    }

    /// Whether a person with `rights` may call it.
    boolean permits(Set<Scope> rights) {
        return needs != Needs.SCOPE || scopes.stream().anyMatch(rights::contains);
    }

    /// Whether it belongs to one organization, which the path names.
    boolean inOrganization() {
        return path.contains("{organizationId}");
    }

    boolean inStack() {
        return path.contains("{stackId}");
    }

    /// The words of the route table: `PUBLIC`, `ANYBODY`, or the scopes.
    public String access() {
        return switch (needs) {
            case NOBODY -> Route.PUBLIC;
            case ANYBODY -> "ANYBODY";
            case SCOPE ->
                    EnumSet.copyOf(scopes).stream()
                            .map(Scope::label)
                            .collect(Collectors.joining(" or "));
        };
    }
}
