package dev.atrium.membership.issuer;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of who a person is.
final class PersonStore {

    Optional<UserId> known(Tx tx, Who who, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.identities
                        set last_login_at = :now, email = :email, email_verified = :verified
                        where issuer = :issuer and connector_id = :connector and subject = :subject
                        returning user_id
                        """)
                .bind("issuer", who.issuer())
                .bind("connector", who.connector())
                .bind("subject", who.subject())
                .bind("email", who.email())
                .bind("verified", who.emailVerified())
                .bind("now", now)
                .mapTo(String.class)
                .findOne()
                .map(UserId::new);
    }

    /// The account that was declared for this identity.
    ///
    /// @param connector empty where the provider does not name one, so that any fits
    Optional<UserId> declared(Tx tx, String subject, Optional<String> connector) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.users
                        where id = :subject and declared_connector is not null
                          and (cast(:connector as text) is null or declared_connector = :connector)
                        """)
                .bind("subject", subject)
                .bind("connector", connector.orElse(null))
                .mapTo(String.class)
                .findOne()
                .map(UserId::new);
    }

    /// Declared accounts of ordinary people with that address who never logged in.
    List<UserId> waitingFor(Tx tx, String email) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.users account
                        where lower(email) = lower(:email) and declared_connector is not null and role = 'USER'
                          and not exists (select 1 from membership.identities identity
                                          where identity.user_id = account.id)
                        """)
                .bind("email", email)
                .mapTo(String.class)
                .list()
                .stream()
                .map(UserId::new)
                .toList();
    }

    void insert(Tx tx, Who who, UserId user, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.identities
                            (issuer, connector_id, subject, user_id, email, email_verified, created_at, last_login_at)
                        values (:issuer, :connector, :subject, :user, :email, :verified, :now, :now)
                        """)
                .bind("issuer", who.issuer())
                .bind("connector", who.connector())
                .bind("subject", who.subject())
                .bind("user", user.value())
                .bind("email", who.email())
                .bind("verified", who.emailVerified())
                .bind("now", now)
                .execute();
    }

    record Domain(OrganizationId organization, Optional<PolicyId> policy) {}

    Optional<Domain> organizationOf(Tx tx, String domain) {
        return tx.sql()
                .createQuery(
                        """
                        select id, default_policy_id from membership.organizations
                        where lower(domain) = lower(:domain)
                        """)
                .bind("domain", domain)
                .map(
                        (row, _) ->
                                new Domain(
                                        new OrganizationId(row.getString("id")),
                                        Columns.number(row, "default_policy_id")
                                                .map(PolicyId::new)))
                .findOne();
    }
}
