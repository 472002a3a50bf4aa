package dev.atrium.membership.client;

import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// SQL that the tables of programs with a secret have in common, whoever owns the programs.
public final class RegistrationStore {
    private final String table;
    private final String owner;

    /// @param table with its schema
    /// @param owner the column that says whose a program is
    public RegistrationStore(String table, String owner) {
        this.table = table;
        this.owner = owner;
    }

    public List<Registration> list(Tx tx, String whose, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from <table>
                        where <owner> = :whose and id > :after
                        order by id
                        limit :limit
                        """)
                .define("table", table)
                .define("owner", owner)
                .bind("whose", whose)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> read(row))
                .list();
    }

    public Optional<Registration> find(Tx tx, String whose, String id) {
        return tx.sql()
                .createQuery("select * from <table> where <owner> = :whose and id = :id")
                .define("table", table)
                .define("owner", owner)
                .bind("whose", whose)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// @param description empty to keep the present one
    public Optional<Registration> update(
            Tx tx,
            String whose,
            String id,
            String name,
            Optional<String> description,
            Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update <table>
                        set name = :name, description = coalesce(:description, description),
                            updated_at = :now
                        where <owner> = :whose and id = :id
                        returning *
                        """)
                .define("table", table)
                .define("owner", owner)
                .bind("whose", whose)
                .bind("id", id)
                .bind("name", name)
                .bind("description", description.orElse(null))
                .bind("now", now)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Puts a new secret before the present one, which is accepted for a while yet; the one before
    /// that is gone.
    public Optional<Registration> rotate(
            Tx tx, String whose, String id, NewSecret secret, Instant until, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update <table>
                        set previous_hash = secret_hash, previous_expires_at = :until,
                            secret_hash = :hash, secret_last_digits = :digits, updated_at = :now
                        where <owner> = :whose and id = :id
                        returning *
                        """)
                .define("table", table)
                .define("owner", owner)
                .bind("whose", whose)
                .bind("id", id)
                .bind("until", until)
                .bind("hash", secret.digest())
                .bind("digits", secret.lastDigits())
                .bind("now", now)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// @return whether there was one
    public boolean delete(Tx tx, String whose, String id) {
        return tx.sql()
                        .createUpdate("delete from <table> where <owner> = :whose and id = :id")
                        .define("table", table)
                        .define("owner", owner)
                        .bind("whose", whose)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /// Of the secrets that are accepted now; the row has a previous one only while it is.
    public static List<byte[]> digests(ResultSet row) throws SQLException {
        return Stream.concat(
                        Stream.of(row.getBytes("secret_hash")),
                        Stream.ofNullable(row.getBytes("previous_hash")))
                .toList();
    }

    public static Registration read(ResultSet row) throws SQLException {
        return new Registration(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("secret_last_digits"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
