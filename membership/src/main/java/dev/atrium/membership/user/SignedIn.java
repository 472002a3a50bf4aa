package dev.atrium.membership.user;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;

/// Ends what people are signed in with, in the transaction that takes the reason away: sessions and
/// refresh tokens of a person who leaves must not outlive it. Implemented by whoever keeps those.
public interface SignedIn {
    /// Everything of a person: the account is blocked or gone.
    void end(Tx tx, UserId user);

    /// What a person has for one organization: they left it, were removed, or own it no more.
    void end(Tx tx, UserId user, OrganizationId organization);
}
