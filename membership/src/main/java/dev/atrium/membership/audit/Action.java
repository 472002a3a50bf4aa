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
    STACKS_CREATED("stacks.created");

    private final String wire;

    Action(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
