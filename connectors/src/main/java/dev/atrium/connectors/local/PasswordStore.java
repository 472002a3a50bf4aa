package dev.atrium.connectors.local;

import dev.atrium.kernel.Secret;
import dev.atrium.storage.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of stored passwords, in whichever schema the given database view names.
public final class PasswordStore {
    public static final String MIGRATIONS = "db/passwords";

    public Optional<LocalUser> find(Tx tx, String email) {
        return tx.sql()
                .createQuery(
                        """
                        select email, hash, user_id, username, name, preferred_username,
                               email_verified, groups
                        from <schema>.passwords
                        where email = :email
                        """)
                .bind("email", LocalUser.key(email))
                .map((row, _) -> user(row))
                .findOne();
    }

    /// @return false when somebody with this address exists
    public boolean create(Tx tx, LocalUser user, Instant now) {
        return insert(tx, user, now, "on conflict (email) do nothing");
    }

    /// Puts somebody in the place of whoever had this address.
    public void put(Tx tx, LocalUser user, Instant now) {
        insert(
                tx,
                user,
                now,
                """
                on conflict (email) do update
                set hash = excluded.hash, user_id = excluded.user_id, username = excluded.username,
                    name = excluded.name, preferred_username = excluded.preferred_username,
                    email_verified = excluded.email_verified, groups = excluded.groups,
                    updated_at = excluded.updated_at
                """);
    }

    private static boolean insert(Tx tx, LocalUser user, Instant now, String otherwise) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into <schema>.passwords
                                    (email, hash, user_id, username, name, preferred_username,
                                     email_verified, groups, updated_at)
                                values
                                    (:email, :hash, :userId, :username, :name, :preferredUsername,
                                     :emailVerified, :groups, :now)
                                """
                                        + otherwise)
                        .bind("email", user.key())
                        .bind("hash", user.hash().reveal())
                        .bind("userId", user.userId())
                        .bind("username", user.username())
                        .bind("name", user.name())
                        .bind("preferredUsername", user.preferredUsername().orElse(null))
                        .bind("emailVerified", user.emailVerified())
                        .bindArray("groups", String.class, user.groups())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Replaces the hash unless somebody else did meanwhile.
    public boolean replaceHash(Tx tx, String email, Secret old, Secret replacement, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.passwords
                                set hash = :replacement, updated_at = :now
                                where email = :email and hash = :old
                                """)
                        .bind("email", LocalUser.key(email))
                        .bind("old", old.reveal())
                        .bind("replacement", replacement.reveal())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    List<LocalUser> all(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        select email, hash, user_id, username, name, preferred_username,
                               email_verified, groups
                        from <schema>.passwords
                        order by updated_at, email
                        """)
                .map((row, _) -> user(row))
                .list();
    }

    boolean change(
            Tx tx, String email, Optional<Secret> hash, Optional<String> username, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.passwords
                                set hash = coalesce(:hash, hash), username = coalesce(:username, username),
                                    updated_at = :now
                                where email = :email
                                """)
                        .bind("email", LocalUser.key(email))
                        .bind("hash", hash.map(Secret::reveal).orElse(null))
                        .bind("username", username.orElse(null))
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public boolean delete(Tx tx, String email) {
        return tx.sql()
                        .createUpdate("delete from <schema>.passwords where email = :email")
                        .bind("email", LocalUser.key(email))
                        .execute()
                == 1;
    }

    private static LocalUser user(ResultSet row) throws SQLException {
        Array groups = row.getArray("groups");
        return new LocalUser(
                row.getString("email"),
                Secret.of(row.getString("hash")),
                row.getString("user_id"),
                row.getString("username"),
                row.getString("name"),
                Optional.ofNullable(row.getString("preferred_username")),
                row.getBoolean("email_verified"),
                List.of((String[]) groups.getArray()));
    }
}
