package dev.atrium.membership.issuer.person;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of identities, and of what a first login looks at.
final class PersonStore {

    /// Notes that a known identity was here again, with what its provider says now.
    ///
    /// @return whose it is; empty for one that is not known
    Optional<UserId> visited(Tx tx, Arrival arrival, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.identities
                        set email = :email, email_verified = :verified, name = :name, last_login_at = :now
                        where issuer = :issuer and connector_id = :connector and subject = :subject
                        returning user_id
                        """)
                .bind("issuer", arrival.issuer())
                .bind("connector", arrival.connector())
                .bind("subject", arrival.subject())
                .bind("email", arrival.email())
                .bind("verified", arrival.emailVerified())
                .bind("name", arrival.name())
                .bind("now", now)
                .mapTo(String.class)
                .findOne()
                .map(UserId::new);
    }

    boolean knows(Tx tx, Arrival arrival) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.identities
                                       where issuer = :issuer and connector_id = :connector and subject = :subject)
                        """)
                .bind("issuer", arrival.issuer())
                .bind("connector", arrival.connector())
                .bind("subject", arrival.subject())
                .mapTo(Boolean.class)
                .one();
    }

    /// @throws dev.atrium.storage.ConstraintViolation when another login was quicker
    void insert(Tx tx, Arrival arrival, UserId user, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.identities
                            (issuer, connector_id, subject, user_id, email, email_verified, name, created_at, last_login_at)
                        values (:issuer, :connector, :subject, :user, :email, :verified, :name, :now, :now)
                        """)
                .bind("issuer", arrival.issuer())
                .bind("connector", arrival.connector())
                .bind("subject", arrival.subject())
                .bind("user", user.value())
                .bind("email", arrival.email())
                .bind("verified", arrival.emailVerified())
                .bind("name", arrival.name())
                .bind("now", now)
                .execute();
    }

    /// Whether the account may be linked to somebody.
    ///
    /// @throws Problem.NotFound when there is none
    boolean free(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select home_organization_id is null from membership.users
                        where id = :user
                        for update
                        """)
                .bind("user", user.value())
                .mapTo(Boolean.class)
                .findOne()
                .orElseThrow(() -> new Problem.NotFound("user", user.value()));
    }

    Optional<UserId> owner(Tx tx, Linking.Name name) {
        return tx.sql()
                .createQuery(
                        """
                        select user_id from membership.identities
                        where issuer = :issuer and connector_id = :connector and subject = :subject
                        """)
                .bind("issuer", name.issuer())
                .bind("connector", name.connector())
                .bind("subject", name.subject())
                .mapTo(String.class)
                .findOne()
                .map(UserId::new);
    }

    /// By which people came from that provider, the empty text for those of whom it did not say.
    List<String> connectors(Tx tx, String issuer) {
        return tx.sql()
                .createQuery(
                        """
                        select distinct connector_id from membership.identities
                        where issuer = :issuer
                        order by connector_id
                        limit 50
                        """)
                .bind("issuer", issuer)
                .mapTo(String.class)
                .list();
    }

    /// What the provider says of them is learned at the next login.
    void link(Tx tx, Linking.Name name, UserId user, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.identities
                            (issuer, connector_id, subject, user_id, email, email_verified, created_at, last_login_at)
                        values (:issuer, :connector, :subject, :user, '', false, :now, :now)
                        on conflict (issuer, connector_id, subject) do update set user_id = excluded.user_id
                        """)
                .bind("issuer", name.issuer())
                .bind("connector", name.connector())
                .bind("subject", name.subject())
                .bind("user", user.value())
                .bind("now", now)
                .execute();
    }

    /// Makes the account one of that organization's provider for good.
    void settle(Tx tx, UserId user, OrganizationId home) {
        tx.sql()
                .createUpdate(
                        "update membership.users set home_organization_id = :home where id = :user")
                .bind("home", home.value())
                .bind("user", user.value())
                .execute();
    }

    /// What somebody gets who joins.
    PolicyId joiningPolicy(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        "select default_policy_id from membership.organizations where id = :id")
                .bind("id", organization.value())
                .map((row, _) -> Columns.number(row, "default_policy_id").map(PolicyId::new))
                .findOne()
                .flatMap(policy -> policy)
                .orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
    }

    record Account(UserId id, SystemRole role) {}

    /// The account that was declared with this id for a user of that connector.
    Optional<Account> declared(Tx tx, String id, String connector) {
        return tx.sql()
                .createQuery(
                        """
                        select id, role from membership.users
                        where id = :id and coalesce(declared_connector, 'local') = :connector
                        for update
                        """)
                .bind("id", id)
                .bind("connector", connector)
                .map((row, _) -> account(row))
                .findOne();
    }

    /// Ordinary accounts of that address, locked until the transaction ends.
    List<Account> lockWithEmail(Tx tx, String email) {
        return tx.sql()
                .createQuery(
                        """
                        select id, role from membership.users
                        where lower(email) = lower(:email) and role = 'USER'
                          and home_organization_id is null
                        for update
                        """)
                .bind("email", email)
                .map((row, _) -> account(row))
                .list();
    }

    /// A statement of its own, so that it sees what was committed while a lock was waited for.
    boolean everLoggedIn(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        "select exists (select 1 from membership.identities where user_id = :user)")
                .bind("user", user.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// Open invitations to a verified address.
    List<Offer> offers(Tx tx, String email, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select invitation.id, invitation.organization_id, o.name as organization_name,
                               coalesce(invitation.policy_id, o.default_policy_id) as policy_id
                        from membership.invitations invitation
                        join membership.organizations o on o.id = invitation.organization_id
                        where lower(invitation.user_email) = lower(:email)
                          and invitation.status = 'PENDING' and invitation.expires_at > :now
                        order by invitation.id
                        limit 20
                        """)
                .bind("email", email)
                .bind("now", now)
                .map(
                        (row, _) ->
                                new Offer(
                                        new InvitationId(row.getString("id")),
                                        new OrganizationId(row.getString("organization_id")),
                                        row.getString("organization_name"),
                                        Columns.number(row, "policy_id").map(PolicyId::new)))
                .list();
    }

    /// @return false when it was answered meanwhile
    boolean accept(Tx tx, InvitationId id, UserId user, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update membership.invitations
                                set status = 'ACCEPTED', user_id = :user, updated_at = :now
                                where id = :id and status = 'PENDING' and expires_at > :now
                                """)
                        .bind("id", id.value())
                        .bind("user", user.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// What joins people of a domain.
    record Joining(OrganizationId organization, PolicyId policy) {}

    Optional<Joining> ofDomain(Tx tx, String domain) {
        return tx.sql()
                .createQuery(
                        """
                        select id, default_policy_id from membership.organizations
                        where lower(domain) = lower(:domain)
                        """)
                .bind("domain", domain)
                .map(
                        (row, _) ->
                                new Joining(
                                        new OrganizationId(row.getString("id")),
                                        Columns.number(row, "default_policy_id")
                                                .map(PolicyId::new)
                                                .orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST)))
                .findOne();
    }

    boolean belongsSomewhere(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        "select exists (select 1 from membership.organization_users where user_id = :user)")
                .bind("user", user.value())
                .mapTo(Boolean.class)
                .one();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new UserId(row.getString("id")), SystemRole.valueOf(row.getString("role")));
    }
}
