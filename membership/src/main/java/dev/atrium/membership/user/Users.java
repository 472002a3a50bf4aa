package dev.atrium.membership.user;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Use cases of accounts.
public final class Users {
    private final Database database;
    private final UserStore store;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public Users(Database database, UserStore store, LogStore log, Clock clock, RandomIds ids) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    User read(UserId id) {
        return database.read(tx -> store.find(tx, id))
                .orElseThrow(() -> new Problem.NotFound("user", id.value()));
    }

    /// Makes an account for somebody who has never logged in. A second one of that address would be
    /// a trap: nobody could say which of them the person gets.
    User create(Caller caller, EmailAddress email) {
        User user = new User(new UserId(ids.uuid().toString()), email.value(), SystemRole.USER);
        database.writing(
                tx -> {
                    AdvisoryLock.acquire(
                            tx, "membership.users:" + email.value().toLowerCase(Locale.ROOT));
                    if (!store.byEmail(tx, email.value()).isEmpty()) {
                        throw new Problem.Conflict("there is a user with e-mail " + email);
                    }
                    store.insert(tx, user, clock.instant());
                    log.append(
                            tx,
                            new Entry(
                                    Action.USERS_CREATED,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(caller),
                                    clock.instant(),
                                    Map.of("userId", user.id().value(), "email", user.email())));
                });
        return user;
    }
}
