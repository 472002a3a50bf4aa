package dev.atrium.membership.application;

import dev.atrium.membership.client.NewSecret;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// SQL of applications' clients.
public final class ApplicationClientStore {

    /// What proves that a program is the application.
    ///
    /// @param url the audience of the application's tokens
    /// @param digests of the secrets that are accepted now
    public record Credentials(
            ApplicationId application, String url, String name, List<byte[]> digests) {}

    /// @return empty where there is no such application
    Optional<Application.Client> insert(
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
                .map((row, _) -> client(row))
                .findOne();
    }

    List<Application.Client> list(Tx tx, ApplicationId application, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.application_clients
                        where application_id = :application and id > :after
                        order by id
                        limit :limit
                        """)
                .bind("application", application.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> client(row))
                .list();
    }

    Optional<Application.Client> find(Tx tx, ApplicationId application, String id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.application_clients
                        where application_id = :application and id = :id
                        """)
                .bind("application", application.value())
                .bind("id", id)
                .map((row, _) -> client(row))
                .findOne();
    }

    /// @param description empty to keep the present one
    Optional<Application.Client> update(
            Tx tx,
            ApplicationId application,
            String id,
            String name,
            Optional<String> description,
            Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.application_clients
                        set name = :name, description = coalesce(:description, description),
                            updated_at = :now
                        where application_id = :application and id = :id
                        returning *
                        """)
                .bind("application", application.value())
                .bind("id", id)
                .bind("name", name)
                .bind("description", description.orElse(null))
                .bind("now", now)
                .map((row, _) -> client(row))
                .findOne();
    }

    /// Puts a new secret before the present one, which is accepted for a while yet.
    Optional<Application.Client> rotate(
            Tx tx,
            ApplicationId application,
            String id,
            NewSecret secret,
            Instant until,
            Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.application_clients
                        set previous_hash = secret_hash, previous_expires_at = :until,
                            secret_hash = :hash, secret_last_digits = :digits, updated_at = :now
                        where application_id = :application and id = :id
                        returning *
                        """)
                .bind("application", application.value())
                .bind("id", id)
                .bind("until", until)
                .bind("hash", secret.digest())
                .bind("digits", secret.lastDigits())
                .bind("now", now)
                .map((row, _) -> client(row))
                .findOne();
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
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.application_clients
                                where application_id = :application and id = :id
                                """)
                        .bind("application", application.value())
                        .bind("id", id)
                        .execute()
                > 0;
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
                                        Stream.concat(
                                                        Stream.of(row.getBytes("secret_hash")),
                                                        Stream.ofNullable(
                                                                row.getBytes("previous_hash")))
                                                .toList()))
                .findOne();
    }

    private static Application.Client client(ResultSet row) throws SQLException {
        return new Application.Client(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("secret_last_digits"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
