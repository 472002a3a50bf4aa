package dev.atrium.oidc.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the token alive: one that can be renewed is renewed when half of its time is over. Each
/// replica does so for itself, since replicas may have tokens of their own.
final class VaultToken {
    private static final Logger LOG = LoggerFactory.getLogger(VaultToken.class);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final Transit transit;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private boolean renewable;
    private Instant due = Instant.MIN;

    VaultToken(Transit transit, Clock clock) {
        this.transit = transit;
        this.clock = clock;
    }

    /// To be called often; asks only when it is time.
    void keep() {
        if (!asking.tryLock()) {
            return;
        }
        try {
            if (due.isBefore(clock.instant())) {
                look();
            }
        } finally {
            asking.unlock();
        }
    }

    private void look() {
        try {
            Transit.TokenLife life = renewable ? transit.renewToken() : transit.token();
            if (!renewable && life.renewable()) {
                // It may be near its end.
                renewable = true;
                life = transit.renewToken();
            }
            if (life.left().isZero()) {
                due = Instant.MAX;
            } else if (life.renewable()) {
                due = clock.instant().plus(life.left().dividedBy(2));
            } else {
                due = Instant.MAX;
                LOG.atWarn()
                        .addKeyValue("ends", clock.instant().plus(life.left()))
                        .log(
                                "the token for Vault cannot be renewed: give a new one before it ends");
            }
        } catch (VaultException failure) {
            due = clock.instant().plus(TRY_AGAIN);
            LOG.atWarn()
                    .addKeyValue("reason", failure.reason())
                    .log(
                            renewable
                                    ? "the token for Vault could not be renewed; tried again soon"
                                    : "the token for Vault could not be looked up; tried again soon");
        }
    }
}
