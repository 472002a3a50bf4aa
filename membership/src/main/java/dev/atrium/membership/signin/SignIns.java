package dev.atrium.membership.signin;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Database;
import java.util.List;

/// Finds what is recorded of a person's logins. An account is looked for by what the providers call
/// whom it belongs to, as of now: one that was linked to somebody else shows that person's logins.
public final class SignIns {
    private final Database database;
    private final UserStore users;
    private final NameStore store = new NameStore();
    private final SignInTrail trail;

    public SignIns(Database database, UserStore users, SignInTrail trail) {
        this.database = database;
        this.users = users;
        this.trail = trail;
    }

    /// What is recorded of one person.
    ///
    /// @param anything false where the person's logins happen elsewhere, of which nothing is known
    record Recorded(SignInTrail trail, List<SignInTrail.Name> names, boolean anything) {
        List<SignIn> before(long before, int limit) {
            return anything ? trail.of(names, before, limit) : List.of();
        }
    }

    /// @throws Problem.NotFound when there is no such account
    Recorded of(UserId user) {
        List<SignInTrail.Name> names =
                database.read(
                        tx -> {
                            if (users.find(tx, user).isEmpty()) {
                                throw new Problem.NotFound("user", user.value());
                            }
                            return store.names(tx, user);
                        });
        return new Recorded(trail, names, !names.isEmpty() && trail.records(names));
    }
}
