package dev.atrium.membership;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Tx;

/// Without an issuer there are no sessions to end.
final class NobodySignedIn implements SignedIn {
    @Override
    public void end(Tx tx, UserId user) {}

    @Override
    public void end(Tx tx, UserId user, OrganizationId organization) {}
}
