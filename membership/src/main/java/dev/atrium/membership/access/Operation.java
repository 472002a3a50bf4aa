package dev.atrium.membership.access;

import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_CLIENT;
import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_INVITATION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_POLICY;
import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_REGION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_CREATE_STACK_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_AUTH_PROVIDER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_CLIENT;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_INVITATION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_POLICY;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_REGION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_STACK_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DELETE_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DISABLE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_DISABLE_STACK_MODULE;
import static dev.atrium.membership.access.Scope.ORGANIZATION_ENABLE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_ENABLE_STACK_MODULE;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_CLIENTS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_FEATURES;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_INVITATIONS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_POLICIES;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_REGIONS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_STACKS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_STACK_MODULES;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_STACK_USERS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_LIST_USERS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_AUTH_PROVIDER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_CLIENT;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_LOGS;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_POLICY;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_REGION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_STACK_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_READ_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_RESTORE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_AUTH_PROVIDER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_CLIENT;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_FEATURES;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_POLICY;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_REGION;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_STACK;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_STACK_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPDATE_USER;
import static dev.atrium.membership.access.Scope.ORGANIZATION_UPGRADE_STACK;
import static dev.atrium.membership.access.Scope.SYSTEM_ADMIN;

import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Every operation of the API: where it answers and which scope it takes, any one of them where
/// several are named. Its id in the API's document is its name here in camel case.
public enum Operation {
    GET_SERVER_INFO("GET /_info", Needs.NOBODY),
    LIST_SCOPES("GET /.well-known/scopes", Needs.NOBODY),

    READ_CONNECTED_USER("GET /me", Needs.PERSON),
    LIST_INVITATIONS("GET /me/invitations", Needs.ANYBODY),
    ACCEPT_INVITATION("POST /me/invitations/{invitationId}/accept", Needs.PERSON),
    DECLINE_INVITATION("POST /me/invitations/{invitationId}/reject", Needs.PERSON),

    CREATE_USER("POST /users", SYSTEM_ADMIN),
    LIST_SIGN_INS("GET /users/{userId}/sign-ins", Needs.SCOPE_OR_ONESELF, SYSTEM_ADMIN),

    LIST_EVENT_ENDPOINTS("GET /event-endpoints", SYSTEM_ADMIN),
    CREATE_EVENT_ENDPOINT("POST /event-endpoints", SYSTEM_ADMIN),
    READ_EVENT_ENDPOINT("GET /event-endpoints/{endpointId}", SYSTEM_ADMIN),
    UPDATE_EVENT_ENDPOINT("PUT /event-endpoints/{endpointId}", SYSTEM_ADMIN),
    DELETE_EVENT_ENDPOINT("DELETE /event-endpoints/{endpointId}", SYSTEM_ADMIN),
    LIST_UNDELIVERED_EVENTS("GET /event-endpoints/{endpointId}/undelivered", SYSTEM_ADMIN),
    RETRY_UNDELIVERED_EVENTS("POST /event-endpoints/{endpointId}/undelivered/retry", SYSTEM_ADMIN),

    LIST_ORGANIZATIONS("GET /organizations", Needs.ANYBODY),
    LIST_ORGANIZATIONS_EXPANDED("GET /organizations/expanded", Needs.ANYBODY),
    CREATE_ORGANIZATION("POST /organizations", Needs.PERSON),
    READ_ORGANIZATION("GET /organizations/{organizationId}", ORGANIZATION_READ),
    UPDATE_ORGANIZATION("PUT /organizations/{organizationId}", ORGANIZATION_UPDATE),
    DELETE_ORGANIZATION("DELETE /organizations/{organizationId}", ORGANIZATION_DELETE),

    LIST_USERS_OF_ORGANIZATION(
            "GET /organizations/{organizationId}/users", ORGANIZATION_LIST_USERS),
    READ_USER_OF_ORGANIZATION(
            "GET /organizations/{organizationId}/users/{userId}", ORGANIZATION_READ_USER),
    UPSERT_ORGANIZATION_USER(
            "PUT /organizations/{organizationId}/users/{userId}", ORGANIZATION_UPDATE_USER),
    DELETE_USER_FROM_ORGANIZATION(
            "DELETE /organizations/{organizationId}/users/{userId}",
            Needs.SCOPE_OR_ONESELF,
            ORGANIZATION_DELETE_USER),
    EXPLAIN_ACCESS("GET /organizations/{organizationId}/access/explain", ORGANIZATION_READ_USER),

    LIST_ORGANIZATION_INVITATIONS(
            "GET /organizations/{organizationId}/invitations", ORGANIZATION_LIST_INVITATIONS),
    CREATE_INVITATION(
            "POST /organizations/{organizationId}/invitations", ORGANIZATION_CREATE_INVITATION),
    DELETE_INVITATION(
            "DELETE /organizations/{organizationId}/invitations/{invitationId}",
            ORGANIZATION_DELETE_INVITATION),

    LIST_POLICIES("GET /organizations/{organizationId}/policies", ORGANIZATION_LIST_POLICIES),
    READ_POLICY(
            "GET /organizations/{organizationId}/policies/{policyId}", ORGANIZATION_READ_POLICY),
    CREATE_POLICY("POST /organizations/{organizationId}/policies", ORGANIZATION_CREATE_POLICY),
    UPDATE_POLICY(
            "PUT /organizations/{organizationId}/policies/{policyId}", ORGANIZATION_UPDATE_POLICY),
    DELETE_POLICY(
            "DELETE /organizations/{organizationId}/policies/{policyId}",
            ORGANIZATION_DELETE_POLICY),
    ADD_SCOPE_TO_POLICY(
            "PUT /organizations/{organizationId}/policies/{policyId}/scopes/{scopeId}",
            ORGANIZATION_UPDATE_POLICY),
    REMOVE_SCOPE_FROM_POLICY(
            "DELETE /organizations/{organizationId}/policies/{policyId}/scopes/{scopeId}",
            ORGANIZATION_UPDATE_POLICY),

    READ_AUTHENTICATION_PROVIDER(
            "GET /organizations/{organizationId}/authentication-provider",
            ORGANIZATION_READ_AUTH_PROVIDER),
    UPSERT_AUTHENTICATION_PROVIDER(
            "PUT /organizations/{organizationId}/authentication-provider",
            ORGANIZATION_UPDATE_AUTH_PROVIDER),
    DELETE_AUTHENTICATION_PROVIDER(
            "DELETE /organizations/{organizationId}/authentication-provider",
            ORGANIZATION_DELETE_AUTH_PROVIDER),

    LIST_FEATURES("GET /organizations/{organizationId}/features", ORGANIZATION_LIST_FEATURES),
    ADD_FEATURES("POST /organizations/{organizationId}/features", ORGANIZATION_UPDATE_FEATURES),
    DELETE_FEATURE(
            "DELETE /organizations/{organizationId}/features/{name}", ORGANIZATION_UPDATE_FEATURES),

    ORGANIZATION_CLIENTS_READ(
            "GET /organizations/{organizationId}/clients", ORGANIZATION_LIST_CLIENTS),
    ORGANIZATION_CLIENT_CREATE(
            "POST /organizations/{organizationId}/clients", ORGANIZATION_CREATE_CLIENT),
    ORGANIZATION_CLIENT_READ(
            "GET /organizations/{organizationId}/clients/{clientId}", ORGANIZATION_READ_CLIENT),
    ORGANIZATION_CLIENT_UPDATE(
            "PUT /organizations/{organizationId}/clients/{clientId}", ORGANIZATION_UPDATE_CLIENT),
    ORGANIZATION_CLIENT_DELETE(
            "DELETE /organizations/{organizationId}/clients/{clientId}",
            ORGANIZATION_DELETE_CLIENT),
    ORGANIZATION_CLIENT_ROTATE(
            "POST /organizations/{organizationId}/clients/{clientId}/rotate",
            ORGANIZATION_UPDATE_CLIENT),
    READ_ORGANIZATION_CLIENT(
            "GET /organizations/{organizationId}/client", ORGANIZATION_READ_CLIENT),
    CREATE_ORGANIZATION_CLIENT(
            "PUT /organizations/{organizationId}/client", ORGANIZATION_CREATE_CLIENT),
    DELETE_ORGANIZATION_CLIENT(
            "DELETE /organizations/{organizationId}/client", ORGANIZATION_DELETE_CLIENT),

    LIST_LOGS("GET /organizations/{organizationId}/logs", ORGANIZATION_READ_LOGS),

    LIST_ORGANIZATION_APPLICATIONS(
            "GET /organizations/{organizationId}/applications", ORGANIZATION_READ),
    GET_ORGANIZATION_APPLICATION(
            "GET /organizations/{organizationId}/applications/{applicationId}", ORGANIZATION_READ),
    ENABLE_APPLICATION_FOR_ORGANIZATION(
            "PUT /organizations/{organizationId}/applications/{applicationId}", SYSTEM_ADMIN),
    DISABLE_APPLICATION_FOR_ORGANIZATION(
            "DELETE /organizations/{organizationId}/applications/{applicationId}", SYSTEM_ADMIN),

    LIST_APPLICATIONS("GET /applications", SYSTEM_ADMIN),
    CREATE_APPLICATION("POST /applications", SYSTEM_ADMIN),
    GET_APPLICATION("GET /applications/{applicationId}", SYSTEM_ADMIN),
    UPDATE_APPLICATION("PUT /applications/{applicationId}", SYSTEM_ADMIN),
    DELETE_APPLICATION("DELETE /applications/{applicationId}", SYSTEM_ADMIN),
    CREATE_APPLICATION_SCOPE("POST /applications/{applicationId}/scopes", SYSTEM_ADMIN),
    DELETE_APPLICATION_SCOPE("DELETE /applications/{applicationId}/scopes/{scopeID}", SYSTEM_ADMIN),
    CREATE_SCOPE_DELEGATION(
            "POST /applications/{applicationId}/scopes/{scopeId}/delegations/{delegatesToScopeId}",
            SYSTEM_ADMIN),
    DELETE_SCOPE_DELEGATION(
            "DELETE /applications/{applicationId}/scopes/{scopeId}/delegations/{delegatesToScopeId}",
            SYSTEM_ADMIN),
    LIST_APPLICATION_CLIENTS("GET /applications/{applicationId}/clients", SYSTEM_ADMIN),
    CREATE_APPLICATION_CLIENT("POST /applications/{applicationId}/clients", SYSTEM_ADMIN),
    GET_APPLICATION_CLIENT("GET /applications/{applicationId}/clients/{clientId}", SYSTEM_ADMIN),
    ROTATE_APPLICATION_CLIENT(
            "POST /applications/{applicationId}/clients/{clientId}", SYSTEM_ADMIN),
    UPDATE_APPLICATION_CLIENT("PUT /applications/{applicationId}/clients/{clientId}", SYSTEM_ADMIN),
    DELETE_APPLICATION_CLIENT(
            "DELETE /applications/{applicationId}/clients/{clientId}", SYSTEM_ADMIN),

    LIST_REGIONS("GET /organizations/{organizationId}/regions", ORGANIZATION_LIST_REGIONS),
    CREATE_PRIVATE_REGION(
            "POST /organizations/{organizationId}/regions", ORGANIZATION_CREATE_REGION),
    GET_REGION("GET /organizations/{organizationId}/regions/{regionID}", ORGANIZATION_READ_REGION),
    DELETE_REGION(
            "DELETE /organizations/{organizationId}/regions/{regionID}",
            ORGANIZATION_DELETE_REGION),
    GET_REGION_VERSIONS(
            "GET /organizations/{organizationId}/regions/{regionID}/versions",
            ORGANIZATION_READ_REGION),
    LIST_REGION_ACCESSES(
            "GET /organizations/{organizationId}/regions/{regionID}/organizations",
            ORGANIZATION_READ_REGION),
    ALLOW_REGION_ACCESS(
            "PUT /organizations/{organizationId}/regions/{regionID}/organizations/{allowedOrganizationId}",
            ORGANIZATION_UPDATE_REGION),
    DENY_REGION_ACCESS(
            "DELETE /organizations/{organizationId}/regions/{regionID}/organizations/{allowedOrganizationId}",
            ORGANIZATION_UPDATE_REGION),

    LIST_STACKS("GET /organizations/{organizationId}/stacks", ORGANIZATION_LIST_STACKS),
    CREATE_STACK("POST /organizations/{organizationId}/stacks", ORGANIZATION_CREATE_STACK),
    GET_STACK("GET /organizations/{organizationId}/stacks/{stackId}", ORGANIZATION_READ_STACK),
    UPDATE_STACK("PUT /organizations/{organizationId}/stacks/{stackId}", ORGANIZATION_UPDATE_STACK),
    DELETE_STACK(
            "DELETE /organizations/{organizationId}/stacks/{stackId}", ORGANIZATION_DELETE_STACK),
    DISABLE_STACK(
            "PUT /organizations/{organizationId}/stacks/{stackId}/disable",
            ORGANIZATION_DISABLE_STACK),
    ENABLE_STACK(
            "PUT /organizations/{organizationId}/stacks/{stackId}/enable",
            ORGANIZATION_ENABLE_STACK),
    RESTORE_STACK(
            "PUT /organizations/{organizationId}/stacks/{stackId}/restore",
            ORGANIZATION_RESTORE_STACK),
    UPGRADE_STACK(
            "PUT /organizations/{organizationId}/stacks/{stackId}/upgrade",
            ORGANIZATION_UPGRADE_STACK),
    ENABLE_STARGATE(
            "PUT /organizations/{organizationId}/stacks/{stackId}/stargate/enable",
            ORGANIZATION_ENABLE_STACK_MODULE),
    DISABLE_STARGATE(
            "PUT /organizations/{organizationId}/stacks/{stackId}/stargate/disable",
            ORGANIZATION_DISABLE_STACK_MODULE),
    LIST_MODULES(
            "GET /organizations/{organizationId}/stacks/{stackId}/modules",
            ORGANIZATION_LIST_STACK_MODULES),
    ENABLE_MODULE(
            "POST /organizations/{organizationId}/stacks/{stackId}/modules",
            ORGANIZATION_ENABLE_STACK_MODULE),
    DISABLE_MODULE(
            "DELETE /organizations/{organizationId}/stacks/{stackId}/modules",
            ORGANIZATION_DISABLE_STACK_MODULE),
    LIST_STACK_USERS_ACCESSES(
            "GET /organizations/{organizationId}/stacks/{stackId}/users",
            ORGANIZATION_LIST_STACK_USERS),
    READ_STACK_USER_ACCESS(
            "GET /organizations/{organizationId}/stacks/{stackId}/users/{userId}",
            ORGANIZATION_READ_STACK_USER),
    UPSERT_STACK_USER_ACCESS(
            "PUT /organizations/{organizationId}/stacks/{stackId}/users/{userId}",
            ORGANIZATION_CREATE_STACK_USER,
            ORGANIZATION_UPDATE_STACK_USER),
    DELETE_STACK_USER_ACCESS(
            "DELETE /organizations/{organizationId}/stacks/{stackId}/users/{userId}",
            ORGANIZATION_DELETE_STACK_USER);

    private enum Needs {
        NOBODY,
        ANYBODY,
        PERSON,
        SCOPE,
        SCOPE_OR_ONESELF
    }

    private final Verb verb;
    private final String path;
    private final Needs needs;

    // Set.of makes it immutable, which the type does not show.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Scope> scopes;

    Operation(String route, Needs needs) {
        this(route, needs, Set.of());
    }

    Operation(String route, Scope... anyOf) {
        this(route, Needs.SCOPE, Set.of(anyOf));
    }

    Operation(String route, Needs needs, Scope scope) {
        this(route, needs, Set.of(scope));
    }

    Operation(String route, Needs needs, Set<Scope> scopes) {
        int space = route.indexOf(' ');
        this.verb = Verb.valueOf(route.substring(0, space));
        this.path = route.substring(space + 1);
        this.needs = needs;
        this.scopes = scopes;
    }

    public String operationId() {
        StringBuilder id = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
            id.append(
                    id.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
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

    /// Whether it has a meaning for such a caller.
    boolean serves(Caller caller) {
        return needs != Needs.PERSON || caller instanceof Caller.Person;
    }

    /// Whether a caller with `rights` may call it.
    boolean permits(Set<Scope> rights) {
        return scopes.isEmpty() || scopes.stream().anyMatch(rights::contains);
    }

    /// Whether a person may call it about themselves, whatever their rights.
    boolean aboutOneself() {
        return needs == Needs.SCOPE_OR_ONESELF;
    }

    /// Any one of these suffices, where it takes a scope at all.
    Set<Scope> scopes() {
        return scopes;
    }

    /// Whether it belongs to one organization, which the path names.
    boolean inOrganization() {
        return path.contains("{organizationId}");
    }

    boolean inStack() {
        return path.contains("{stackId}");
    }

    /// The words of the route table: `PUBLIC`, `ANYBODY`, `PERSON`, or the scopes.
    public String access() {
        return switch (needs) {
            case NOBODY -> Route.PUBLIC;
            case ANYBODY -> "ANYBODY";
            case PERSON -> "PERSON";
            case SCOPE -> labels();
            case SCOPE_OR_ONESELF -> labels() + " or ONESELF";
        };
    }

    private String labels() {
        return EnumSet.copyOf(scopes).stream()
                .map(Scope::label)
                .collect(Collectors.joining(" or "));
    }
}
