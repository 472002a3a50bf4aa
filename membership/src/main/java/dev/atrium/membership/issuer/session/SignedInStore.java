package dev.atrium.membership.issuer.session;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Tx;

/// SQL that ends sessions and refresh tokens in somebody else's transaction. Codes and approvals
/// that wait to be redeemed end with the session in which they were given. A person who leaves one
/// organization is logged out altogether: a token of theirs may name it or not.
public final class SignedInStore implements SignedIn {

    @Override
    public void end(Tx tx, UserId user) {
        tx.sql()
                .createUpdate("delete from membership_oidc.sessions where subject = :user")
                .bind("user", user.value())
                .execute();
        tx.sql()
                .createUpdate("delete from membership_oidc.refresh_tokens where subject = :user")
                .bind("user", user.value())
                .execute();
    }

    @Override
    public void end(Tx tx, UserId user, OrganizationId organization) {
        end(tx, user);
    }

    /// Whether the browser session is still there.
    public boolean lasts(Tx tx, byte[] session) {
        return tx.sql()
                .createQuery(
                        "select exists (select 1 from membership_oidc.sessions where id_hash = :id)")
                .bind("id", session)
                .mapTo(Boolean.class)
                .one();
    }
}
