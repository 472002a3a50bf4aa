package dev.atrium.membership.issuer.login;

import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.invitation.Invitations;

/// What the page behind an invitation's link needs.
public record Invited(InvitationLinks links, Invitations invitations) {}
