package dev.atrium.membership.application;

import dev.atrium.membership.client.NewSecret;
import dev.atrium.membership.client.Registration;
import dev.atrium.membership.client.RegistrationStore;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of applications' clients.
public final class ApplicationClientStore {
    private final RegistrationStore registrations =
            new RegistrationStore("membership.application_clients", "application_id");

    /// What proves that a program is the application.
    ///
    /// @param url the audience of the application's tokens
    /// @param digests of the secrets that are accepted now
    public record Credentials(
            ApplicationId application, String url, String name, List<byte[]> digests) {}

    /// @return empty where there is no such application
    Optional<Registration> insert(
            Tx tx,
            ApplicationId application,
            String id,
            String name,
            String description,
            NewSecret secret,
            Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.application_clients
                            (id, application_id, name, description, secret_hash, secret_last_digits,
                             created_at, updated_at)
                        select :id, application.id, :name, :description, :hash, :digits, :now, :now
                        from membership.applications application where application.id = :application
                        returning *
                        """)
                .bind("id", id)
                .bind("application", application.value())
                .bind("name", name)
                .bind("description", description)
                .bind("hash", secret.digest())
                .bind("digits", secret.lastDigits())
                .bind("now", now)
                .map((row, _) -> RegistrationStore.read(row))
                .findOne();
    }

    List<Registration> list(Tx tx, ApplicationId application, String after, int limit) {
        return registrations.list(tx, application.value(), after, limit);
    }

    Optional<Registration> find(Tx tx, ApplicationId application, String id) {
        return registrations.find(tx, application.value(), id);
    }

    /// @param description empty to keep the present one
    Optional<Registration> update(
            Tx tx,
            ApplicationId application,
            String id,
            String name,
            Optional<String> description,
            Instant now) {
        return registrations.update(tx, application.value(), id, name, description, now);
    }

    /// Puts a new secret before the present one, which is accepted for a while yet.
    Optional<Registration> rotate(
            Tx tx,
            ApplicationId application,
            String id,
            NewSecret secret,
            Instant until,
            Instant now) {
        return registrations.rotate(tx, application.value(), id, secret, until, now);
    }

    boolean applicationExists(Tx tx, ApplicationId application) {
        return tx.sql()
                .createQuery("select 1 from membership.applications where id = :id")
                .bind("id", application.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    boolean delete(Tx tx, ApplicationId application, String id) {
        return registrations.delete(tx, application.value(), id);
    }

    public Optional<Credentials> credentials(Tx tx, String id, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select client.application_id, application.url, client.name, client.secret_hash,
                               case when client.previous_expires_at > :now then client.previous_hash end
                                   as previous_hash
                        from membership.application_clients client
                        join membership.applications application on application.id = client.application_id
                        where client.id = :id
                        """)
                .bind("id", id)
                .bind("now", now)
                .map(
                        (row, _) ->
                                new Credentials(
                                        new ApplicationId(row.getString("application_id")),
                                        row.getString("url"),
                                        row.getString("name"),
                                        RegistrationStore.digests(row)))
                .findOne();
    }
}
