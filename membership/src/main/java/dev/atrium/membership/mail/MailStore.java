package dev.atrium.membership.mail;

import dev.atrium.membership.id.InvitationId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;

/// SQL of mails on their way.
final class MailStore {

    void insert(Tx tx, String id, String recipient, InvitationId invitation, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.mails (id, recipient, invitation_id, due_at, created_at)
                        values (:id, :recipient, :invitation, :now, :now)
                        """)
                .bind("id", id)
                .bind("recipient", recipient)
                .bind("invitation", invitation.value())
                .bind("now", now)
                .execute();
    }

    /// A mail with all that it is made of.
    ///
    /// @param inviter the address of whoever invites; empty text where that is a program
    record Due(
            String id,
            String recipient,
            InvitationId invitation,
            String organization,
            String inviter,
            Instant expires,
            int attempts) {}

    /// Leases mails that are due. Those of invitations that nobody can accept any more are
    /// forgotten.
    List<Due> lease(Tx tx, int most, Instant now, Instant until) {
        tx.sql()
                .createUpdate(
                        """
                        delete from membership.mails mail using membership.invitations invitation
                        where invitation.id = mail.invitation_id
                          and (invitation.status <> 'PENDING' or invitation.expires_at <= :now)
                        """)
                .bind("now", now)
                .execute();
        return tx.sql()
                .createQuery(
                        """
                        with leased as (
                            update membership.mails set leased_until = :until
                            where id in (select id from membership.mails
                                         where dead_at is null and due_at <= :now and leased_until <= :now
                                         order by due_at limit :most for update skip locked)
                            returning *)
                        select leased.id, leased.recipient, leased.invitation_id, leased.attempts,
                               o.name as organization, coalesce(inviter.email, '') as inviter,
                               invitation.expires_at
                        from leased
                        join membership.invitations invitation on invitation.id = leased.invitation_id
                        join membership.organizations o on o.id = invitation.organization_id
                        left join membership.users inviter on inviter.id = invitation.creator_id
                        order by leased.id
                        """)
                .bind("most", most)
                .bind("now", now)
                .bind("until", until)
                .map(
                        (row, _) ->
                                new Due(
                                        row.getString("id"),
                                        row.getString("recipient"),
                                        new InvitationId(row.getString("invitation_id")),
                                        row.getString("organization"),
                                        row.getString("inviter"),
                                        Columns.time(row, "expires_at"),
                                        row.getInt("attempts")))
                .list();
    }

    void sent(Tx tx, String id) {
        tx.sql()
                .createUpdate("delete from membership.mails where id = :id")
                .bind("id", id)
                .execute();
    }

    void refused(Tx tx, String id, String reason, Instant due) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.mails
                        set attempts = attempts + 1, last_error = :reason, due_at = :due,
                            leased_until = '-infinity'
                        where id = :id
                        """)
                .bind("id", id)
                .bind("reason", reason)
                .bind("due", due)
                .execute();
    }

    void givenUp(Tx tx, String id, String reason, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.mails set dead_at = :now, last_error = :reason
                        where id = :id
                        """)
                .bind("id", id)
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }
}
