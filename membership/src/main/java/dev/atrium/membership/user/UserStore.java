package dev.atrium.membership.user;

import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of accounts.
public final class UserStore {

    public Optional<User> find(Tx tx, UserId id) {
        return tx.sql()
                .createQuery("select id, email, role from membership.users where id = :id")
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                user(
                                        row.getString("id"),
                                        row.getString("email"),
                                        row.getString("role")))
                .findOne();
    }

    /// Several may have one e-mail address: it says nothing about who somebody is.
    public List<User> byEmail(Tx tx, String email) {
        return tx.sql()
                .createQuery(
                        "select id, email, role from membership.users where lower(email) = lower(:email) order by created_at, id")
                .bind("email", email)
                .map(
                        (row, _) ->
                                user(
                                        row.getString("id"),
                                        row.getString("email"),
                                        row.getString("role")))
                .list();
    }

    public void insert(Tx tx, User user, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.users (id, email, role, created_at, updated_at)
                        values (:id, :email, :role, :now, :now)
                        """)
                .bind("id", user.id().value())
                .bind("email", user.email())
                .bind("role", user.role().name())
                .bind("now", now)
                .execute();
    }

    private static User user(String id, String email, String role) {
        return new User(new UserId(id), email, SystemRole.valueOf(role));
    }
}
