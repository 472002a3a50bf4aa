package dev.atrium.oidc.throttle;

import dev.atrium.kernel.Problem;
import dev.atrium.oidc.Digest;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// After a number of refusals each further one costs time: a second, then twice as long each time,
/// at most a quarter of an hour. Nothing of it is written while somebody logs in who is right at
/// once, and a success forgives what was wrong before it.
public final class Throttle {
    private static final Duration MEMORY = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Database database;
    private final FailedLoginStore store = new FailedLoginStore();
    private final Clock clock;

    public Throttle(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @return whether something was wrong of late, so that a success has something to forgive
    /// @throws Problem.Throttled when it is too early for another guess
    public boolean check(Guess... guesses) {
        List<byte[]> keys = Arrays.stream(guesses).map(Throttle::hash).toList();
        Instant now = clock.instant();
        FailedLoginStore.Standing standing = database.read(tx -> store.standing(tx, keys, now));
        standing.blockedUntil()
                .ifPresent(
                        until -> {
                            throw new Problem.Throttled(Duration.between(now, until));
                        });
        return standing.known();
    }

    /// A guess was wrong.
    public void refused(Guess... guesses) {
        Instant now = clock.instant();
        database.writing(
                tx -> {
                    for (Guess guess : guesses) {
                        int failures = store.count(tx, hash(guess), now, now.plus(MEMORY));
                        if (failures >= guess.free()) {
                            store.block(tx, hash(guess), now.plus(delay(failures - guess.free())));
                        }
                    }
                });
    }

    /// Somebody was right.
    public void accepted(Guess guess) {
        database.writing(tx -> store.forget(tx, hash(guess)));
    }

    private static Duration delay(int beyond) {
        Duration delay = Duration.ofSeconds(1L << Math.min(beyond, 20));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    private static byte[] hash(Guess guess) {
        return Digest.sha256(guess.key());
    }
}
