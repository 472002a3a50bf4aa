package dev.atrium.membership.client;

import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of organizations' OAuth clients.
public final class ClientStore {
    private final RegistrationStore registrations =
            new RegistrationStore("membership.organization_clients", "organization_id");

    /// What proves that a program is this client.
    ///
    /// @param digests of the secrets that are accepted now
    public record Credentials(
            ClientId id, OrganizationId organization, String name, List<byte[]> digests) {}

    /// @param creator who made it, as logs name them
    record Made(
            ClientId id,
            OrganizationId organization,
            String name,
            String description,
            NewSecret secret,
            String creator) {}

    void insert(Tx tx, Made made, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.organization_clients
                            (id, organization_id, name, description, secret_hash, secret_last_digits,
                             creator_id, created_at, updated_at)
                        values (:id, :organization, :name, :description, :hash, :digits, :creator, :now, :now)
                        """)
                .bind("id", made.id().value())
                .bind("organization", made.organization().value())
                .bind("name", made.name())
                .bind("description", made.description())
                .bind("hash", made.secret().digest())
                .bind("digits", made.secret().lastDigits())
                .bind("creator", made.creator())
                .bind("now", now)
                .execute();
    }

    /// Makes the one client of older programs, or gives it another secret.
    OrganizationClient putLegacy(Tx tx, Made made, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.organization_clients
                            (id, organization_id, name, description, secret_hash, secret_last_digits,
                             legacy, creator_id, created_at, updated_at)
                        values (:id, :organization, :name, :description, :hash, :digits, true, :creator, :now, :now)
                        on conflict (organization_id) where legacy do update
                        set secret_hash = excluded.secret_hash,
                            secret_last_digits = excluded.secret_last_digits,
                            previous_hash = null, previous_expires_at = null, updated_at = :now
                        returning *
                        """)
                .bind("id", made.id().value())
                .bind("organization", made.organization().value())
                .bind("name", made.name())
                .bind("description", made.description())
                .bind("hash", made.secret().digest())
                .bind("digits", made.secret().lastDigits())
                .bind("creator", made.creator())
                .bind("now", now)
                .map((row, _) -> client(row))
                .one();
    }

    List<OrganizationClient> list(Tx tx, OrganizationId organization, String after, int limit) {
        return registrations.list(tx, organization.value(), after, limit).stream()
                .map(OrganizationClient::of)
                .toList();
    }

    List<OrganizationClient> before(Tx tx, OrganizationId organization, String before, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.organization_clients
                        where organization_id = :organization and id < :before
                        order by id desc
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> client(row))
                .list();
    }

    Optional<OrganizationClient> find(Tx tx, OrganizationId organization, ClientId id) {
        return registrations.find(tx, organization.value(), id.value()).map(OrganizationClient::of);
    }

    Optional<OrganizationClient> legacy(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.organization_clients
                        where organization_id = :organization and legacy
                        """)
                .bind("organization", organization.value())
                .map((row, _) -> client(row))
                .findOne();
    }

    /// @return whether there was one
    boolean update(
            Tx tx,
            OrganizationId organization,
            ClientId id,
            String name,
            String description,
            Instant now) {
        return registrations
                .update(tx, organization.value(), id.value(), name, Optional.of(description), now)
                .isPresent();
    }

    /// Puts a new secret before the present one, which is accepted for a while yet.
    Optional<OrganizationClient> rotate(
            Tx tx,
            OrganizationId organization,
            ClientId id,
            NewSecret secret,
            Instant until,
            Instant now) {
        return registrations
                .rotate(tx, organization.value(), id.value(), secret, until, now)
                .map(OrganizationClient::of);
    }

    /// @return whether there was one
    boolean delete(Tx tx, OrganizationId organization, ClientId id) {
        return registrations.delete(tx, organization.value(), id.value());
    }

    public Optional<Credentials> credentials(Tx tx, ClientId id, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select organization_id, name, secret_hash,
                               case when previous_expires_at > :now then previous_hash end as previous_hash
                        from membership.organization_clients where id = :id
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .map(
                        (row, _) ->
                                new Credentials(
                                        id,
                                        new OrganizationId(row.getString("organization_id")),
                                        row.getString("name"),
                                        RegistrationStore.digests(row)))
                .findOne();
    }

    private static OrganizationClient client(ResultSet row) throws SQLException {
        return OrganizationClient.of(RegistrationStore.read(row));
    }
}
