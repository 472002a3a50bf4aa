package dev.atrium.membership.audit;

import java.util.Arrays;
import java.util.Optional;

/// What happened, in the words of the log and of published events. The words are known to
/// programs outside, so none is ever renamed.
public enum Action {
    AGENTS_CONNECTED("agents.connected"),
    AGENTS_DISCONNECTED("agents.disconnected"),
    USERS_CREATED("users.created"),
    USERS_DELETED("users.deleted"),
    USERS_LINKED("users.linked"),
    USERS_JOIN_DOMAIN("users.join-domain"),
    ORGANIZATIONS_CREATED("organizations.created"),
    ORGANIZATIONS_UPDATED("organizations.updated"),
    ORGANIZATIONS_DELETED("organizations.deleted"),
    ORGANIZATIONS_JOIN("organizations.join"),
    ORGANIZATIONS_USER_UPDATED("organizations.user.updated"),
    ORGANIZATIONS_USER_DELETED("organizations.user.deleted"),
    ORGANIZATIONS_FEATURE_UPDATED("organizations.feature.updated"),
    ORGANIZATIONS_FEATURE_DELETED("organizations.feature.deleted"),
    ORGANIZATIONS_APPLICATION_ENABLED("organizations.application.enabled"),
    ORGANIZATIONS_APPLICATION_DISABLED("organizations.application.disabled"),
    ORGANIZATIONS_AUTH_PROVIDER_CONFIGURED("organizations.auth-provider.configured"),
    ORGANIZATIONS_AUTH_PROVIDER_DELETED("organizations.auth-provider.deleted"),
    ORGANIZATIONS_CLIENT_CREATED("organizations.client.created"),
    ORGANIZATIONS_CLIENT_UPDATED("organizations.client.updated"),
    ORGANIZATIONS_CLIENT_DELETED("organizations.client.deleted"),
    APPLICATIONS_CREATED("applications.created"),
    APPLICATIONS_UPDATED("applications.updated"),
    APPLICATIONS_DELETED("applications.deleted"),
    APPLICATIONS_SCOPE_CREATED("applications.scope.created"),
    APPLICATIONS_SCOPE_DELETED("applications.scope.deleted"),
    APPLICATIONS_SCOPE_DELEGATED("applications.scope.delegated"),
    APPLICATIONS_SCOPE_UNDELEGATED("applications.scope.undelegated"),
    APPLICATIONS_CLIENT_CREATED("applications.client.created"),
    APPLICATIONS_CLIENT_UPDATED("applications.client.updated"),
    APPLICATIONS_CLIENT_DELETED("applications.client.deleted"),
    INVITATIONS_CREATED("invitations.created"),
    INVITATIONS_ACCEPTED("invitations.accepted"),
    INVITATIONS_ACCEPTED_FROM_LINK("invitations.accepted-from-link"),
    INVITATIONS_REJECTED("invitations.rejected"),
    INVITATIONS_CANCELLED("invitations.cancelled"),
    POLICIES_CREATED("policies.created"),
    POLICIES_UPDATED("policies.updated"),
    POLICIES_DELETED("policies.deleted"),
    POLICIES_SCOPE_ADDED("policies.scope.added"),
    POLICIES_SCOPE_REMOVED("policies.scope.removed"),
    REGIONS_CREATED("regions.created"),
    REGIONS_DELETED("regions.deleted"),
    REGIONS_ALLOWED_ACCESS("regions.allowed-access"),
    REGIONS_DENIED_ACCESS("regions.denied-access"),
    STACKS_CREATED("stacks.created"),
    STACKS_UPDATED("stacks.updated"),
    STACKS_DELETED("stacks.deleted"),
    STACKS_RESTORED("stacks.restored"),
    STACKS_ENABLED("stacks.enabled"),
    STACKS_DISABLED("stacks.disabled"),
    STACKS_UPGRADED("stacks.upgraded"),
    STACKS_DISPOSAL("stacks.disposal"),
    STACKS_DISPOSAL_RESET("stacks.disposal-reset"),
    STACKS_WARNED("stacks.warned"),
    STACKS_PRUNED("stacks.pruned"),
    STACKS_STATUS_UPDATED("stacks.status.updated"),
    STACKS_REACHNESS_UPDATED("stacks.reachness.updated"),
    STACKS_STARGATE_ENABLED("stacks.stargate.enabled"),
    STACKS_STARGATE_DISABLED("stacks.stargate.disabled"),
    STACKS_USER_UPDATED("stacks.user.updated"),
    STACKS_USER_DELETED("stacks.user.deleted"),
    STACKS_MODULE_ENABLED("stacks.module.enabled"),
    STACKS_MODULE_DISABLED("stacks.module.disabled"),
    STACKS_MODULE_STATUS_UPDATED("stacks.module.status.updated"),
    EVENT_ENDPOINTS_CREATED("event-endpoints.created"),
    EVENT_ENDPOINTS_UPDATED("event-endpoints.updated"),
    EVENT_ENDPOINTS_DELETED("event-endpoints.deleted");

    private final String wire;

    Action(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<Action> of(String wire) {
        return Arrays.stream(values()).filter(action -> action.wire.equals(wire)).findFirst();
    }
}
