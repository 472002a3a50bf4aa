package dev.atrium.membership.invitation;

import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of invitations. An invitation is somebody's when they answered it, or when it went to an
/// address that a provider has verified as theirs.
public final class InvitationStore {

    List<Invitation> ofUser(
            Tx tx,
            UserId user,
            Optional<Invitation.Status> status,
            Optional<OrganizationId> organization,
            String after,
            int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select invitation.* from membership.invitations invitation
                        where (invitation.user_id = :user
                               or lower(invitation.user_email) in (
                                   select lower(identity.email) from membership.identities identity
                                   where identity.user_id = :user and identity.email_verified))
                          and (cast(:status as text) is null or invitation.status = :status)
                          and (cast(:organization as text) is null or invitation.organization_id = :organization)
                          and invitation.id > :after
                        order by invitation.id
                        limit :limit
                        """)
                .bind("user", user.value())
                .bind("status", status.map(Enum::name).orElse(null))
                .bind("organization", organization.map(OrganizationId::value).orElse(null))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> invitation(row))
                .list();
    }

    List<Invitation> ofOrganization(
            Tx tx,
            OrganizationId organization,
            Optional<Invitation.Status> status,
            String after,
            int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.invitations
                        where organization_id = :organization
                          and (cast(:status as text) is null or status = :status)
                          and id > :after
                        order by id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("status", status.map(Enum::name).orElse(null))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> invitation(row))
                .list();
    }

    /// Finds one of somebody's and locks it until the transaction ends, so that it is answered
    /// once.
    Optional<Invitation> lockOfUser(Tx tx, UserId user, InvitationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select invitation.* from membership.invitations invitation
                        where invitation.id = :id
                          and (invitation.user_id = :user
                               or lower(invitation.user_email) in (
                                   select lower(identity.email) from membership.identities identity
                                   where identity.user_id = :user and identity.email_verified))
                        for update
                        """)
                .bind("id", id.value())
                .bind("user", user.value())
                .map((row, _) -> invitation(row))
                .findOne();
    }

    /// Finds one of an organization and locks it until the transaction ends.
    Optional<Invitation> lockOfOrganization(Tx tx, OrganizationId organization, InvitationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.invitations
                        where id = :id and organization_id = :organization
                        for update
                        """)
                .bind("id", id.value())
                .bind("organization", organization.value())
                .map((row, _) -> invitation(row))
                .findOne();
    }

    /// Finds one, whoever it went to, and locks it until the transaction ends.
    Optional<Invitation> lock(Tx tx, InvitationId id) {
        return tx.sql()
                .createQuery("select * from membership.invitations where id = :id for update")
                .bind("id", id.value())
                .map((row, _) -> invitation(row))
                .findOne();
    }

    public Optional<Invitation> find(Tx tx, InvitationId id) {
        return tx.sql()
                .createQuery("select * from membership.invitations where id = :id")
                .bind("id", id.value())
                .map((row, _) -> invitation(row))
                .findOne();
    }

    String organizationName(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery("select name from membership.organizations where id = :id")
                .bind("id", organization.value())
                .mapTo(String.class)
                .one();
    }

    /// Those of an address that nobody has answered, expired ones included, the oldest first.
    List<Invitation> lockPending(Tx tx, OrganizationId organization, String email) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.invitations
                        where organization_id = :organization and status = 'PENDING'
                          and lower(user_email) = lower(:email)
                        order by id
                        for update
                        """)
                .bind("organization", organization.value())
                .bind("email", email)
                .map((row, _) -> invitation(row))
                .list();
    }

    /// Whether the organization waits for the answers of as many people as it may ask.
    boolean full(Tx tx, OrganizationId organization, int most, Instant now) {
        return tx.sql()
                        .createQuery(
                                """
                                select count(*) from (
                                    select 1 from membership.invitations
                                    where organization_id = :organization
                                      and status = 'PENDING' and expires_at > :now
                                    limit :most) pending
                                """)
                        .bind("organization", organization.value())
                        .bind("now", now)
                        .bind("most", most)
                        .mapTo(Integer.class)
                        .one()
                >= most;
    }

    void insert(Tx tx, Invitation invitation) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.invitations
                            (id, organization_id, user_email, status, policy_id, creator_id,
                             created_at, updated_at, expires_at)
                        values (:id, :organization, :email, :status, :policy, :creator,
                                :created, :updated, :expires)
                        """)
                .bind("id", invitation.id().value())
                .bind("organization", invitation.organization().value())
                .bind("email", invitation.email())
                .bind("status", invitation.status().name())
                .bind("policy", invitation.policy().map(PolicyId::value).orElse(null))
                .bind("creator", invitation.creator().orElse(null))
                .bind("created", invitation.createdAt())
                .bind("updated", invitation.updatedAt())
                .bind("expires", invitation.expiresAt())
                .execute();
    }

    void cancel(Tx tx, InvitationId id, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.invitations set status = 'CANCELLED', updated_at = :now
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .execute();
    }

    /// Cancels what nobody answered in time.
    List<Invitation> cancelExpired(Tx tx, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.invitations set status = 'CANCELLED', updated_at = :now
                        where id in (select id from membership.invitations
                                     where status = 'PENDING' and expires_at <= :now
                                     order by id for update skip locked)
                        returning *
                        """)
                .bind("now", now)
                .map((row, _) -> invitation(row))
                .list();
    }

    void answered(Tx tx, InvitationId id, UserId by, Invitation.Status status, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.invitations
                        set status = :status, user_id = :user, updated_at = :now
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("user", by.value())
                .bind("status", status.name())
                .bind("now", now)
                .execute();
    }

    /// What joining gives in an organization that says so.
    Optional<PolicyId> joiningPolicy(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        "select default_policy_id from membership.organizations where id = :id")
                .bind("id", organization.value())
                .map((row, _) -> Columns.number(row, "default_policy_id").map(PolicyId::new))
                .findOne()
                .flatMap(policy -> policy);
    }

    /// Whether an open invitation went to that address, which its owner has proved.
    public boolean waitsFor(Tx tx, String verifiedEmail, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.invitations
                                       where lower(user_email) = lower(:email)
                                         and status = 'PENDING' and expires_at > :now)
                        """)
                .bind("email", verifiedEmail)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                new InvitationId(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                row.getString("user_email"),
                Columns.text(row, "user_id").map(UserId::new),
                Invitation.Status.valueOf(row.getString("status")),
                Columns.number(row, "policy_id").map(PolicyId::new),
                Columns.text(row, "creator_id"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"),
                Columns.time(row, "expires_at"));
    }
}
