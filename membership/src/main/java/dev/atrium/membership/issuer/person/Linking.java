package dev.atrium.membership.issuer.person;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Says by hand who somebody is, as the operator may: the only way to an administrator's account
/// whose declared id is not the one that the provider uses.
public final class Linking {
    private final Database database;
    private final PersonStore store = new PersonStore();
    private final SignedIn signedIn;
    private final LogStore log;
    private final Clock clock;

    public Linking(Database database, SignedIn signedIn, LogStore log, Clock clock) {
        this.database = database;
        this.signedIn = signedIn;
        this.log = log;
        this.clock = clock;
    }

    /// What one provider calls a person.
    ///
    /// @param connector by which that provider logs them in itself; empty where it does not say
    /// @param subject their user id at that connector, or the provider's `sub`
    public record Name(String issuer, String connector, String subject) {}

    /// Makes the account theirs. Where they had another one, it stays, without them, and whoever is
    /// signed in to it is out.
    ///
    /// @throws Problem.NotFound when there is no such account
    /// @throws Problem.Conflict when an organization's own provider vouches for the account
    public void link(UserId user, Name name) {
        database.writing(
                tx -> {
                    Instant now = clock.instant();
                    if (!store.free(tx, user)) {
                        throw new Problem.Conflict(
                                "user "
                                        + user
                                        + " belongs to an organization's own provider and cannot be linked");
                    }
                    store.owner(tx, name)
                            .filter(before -> !before.equals(user))
                            .ifPresent(before -> signedIn.end(tx, before));
                    store.link(tx, name, user, now);
                    log.append(
                            tx,
                            new Entry(
                                    Action.USERS_LINKED,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    now,
                                    Map.of(
                                            "userId", user.value(),
                                            "issuer", name.issuer(),
                                            "connector", name.connector(),
                                            "subject", name.subject(),
                                            "by", "operator")));
                });
    }
}
