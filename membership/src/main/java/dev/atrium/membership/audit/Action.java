package dev.atrium.membership.audit;

/// What happened, in the words of the log.
public enum Action {
    USERS_CREATED("users.created"),
    USERS_LINKED("users.linked"),
    USERS_JOIN_DOMAIN("users.join-domain"),
    ORGANIZATIONS_CREATED("organizations.created"),
    INVITATIONS_ACCEPTED("invitations.accepted"),
    INVITATIONS_REJECTED("invitations.rejected"),
    REGIONS_CREATED("regions.created"),
    REGIONS_DELETED("regions.deleted"),
    REGIONS_ALLOWED_ACCESS("regions.allowed-access"),
    REGIONS_DENIED_ACCESS("regions.denied-access"),
    STACKS_CREATED("stacks.created"),
    STACKS_UPDATED("stacks.updated"),
    STACKS_DELETED("stacks.deleted"),
    STACKS_RESTORED("stacks.restored"),
    STACKS_DISABLED("stacks.disabled"),
    STACKS_ENABLED("stacks.enabled"),
    STACKS_UPGRADED("stacks.upgraded"),
    STACKS_DISPOSAL_RESET("stacks.disposal-reset"),
    STACKS_STARGATE_ENABLED("stacks.stargate.enabled"),
    STACKS_STARGATE_DISABLED("stacks.stargate.disabled"),
    STACKS_USER_UPDATED("stacks.user.updated"),
    STACKS_USER_DELETED("stacks.user.deleted"),
    STACKS_MODULE_ENABLED("stacks.module.enabled"),
    STACKS_MODULE_DISABLED("stacks.module.disabled");

    private final String wire;

    Action(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
