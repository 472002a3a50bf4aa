package dev.atrium.oidc.keys;

import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Notifications;
import dev.atrium.storage.Tx;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of one issuer. There is always one that signs and, published beside it, the one that
/// will: replicas change over by the clock alone, and relying parties have cached the next key long
/// before they meet it. Keys are read from the database once and again when a notification says
/// that there are new ones.
public final class KeyRing implements IssuerKeys {
    /// Carries the issuer; a message without one means that anything may have changed.
    public static final String CHANNEL = "oidc_keys";

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration CHECK_AT_LEAST_EVERY = Duration.ofSeconds(30);
    private static final Duration RELOAD_AT_MOST_EVERY = Duration.ofSeconds(5);

    private final Database database;
    private final KeyStore store;
    private final Rotation rotation;
    private final String issuer;
    private final Clock clock;
    private final RandomIds ids;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile List<SigningKey> keys = List.of();
    private volatile List<PublishedKey> adopted = List.of();
    private volatile Instant reloaded = Instant.MIN;

    /// @param period how long a key signs
    /// @param retention how long what a key signed may still be shown to somebody
    /// @param lead how long at least a key is published before it signs
    /// @param algorithm of the keys that are made from now on; those that exist sign their time out
    public record Rotation(
            Duration period, Duration retention, Duration lead, SigningAlgorithm algorithm) {
        /// Key sets are cached for ten minutes by those who follow our cache header.
        public static Rotation of(Duration period, Duration retention) {
            Duration lead = Duration.ofMinutes(15);
            Duration half = period.dividedBy(2);
            return new Rotation(
                    period,
                    retention,
                    lead.compareTo(half) > 0 ? half : lead,
                    SigningAlgorithm.RS256);
        }

        public Rotation with(SigningAlgorithm other) {
            return new Rotation(period, retention, lead, other);
        }

        /// Often enough that the next key is made in time for its lead.
        private Duration check() {
            Duration quarter = period.dividedBy(4);
            return quarter.compareTo(CHECK_AT_LEAST_EVERY) < 0 ? quarter : CHECK_AT_LEAST_EVERY;
        }
    }

    public KeyRing(
            Database database,
            MasterKey master,
            String issuer,
            Rotation rotation,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = new KeyStore(master);
        this.rotation = rotation;
        this.issuer = issuer;
        this.clock = clock;
        this.ids = ids;
    }

    /// Loads the keys, makes the first one where there is none, and keeps rotating until closed.
    @Override
    public void start() {
        load();
        Thread.ofVirtual().name("oidc-keys").start(this::keepRotating);
    }

    /// Loads the keys without following them.
    void load() {
        reload();
        if (keys.isEmpty()) {
            add();
        }
    }

    /// For the listener on [#CHANNEL].
    @Override
    public void changed(String payload) {
        if (payload.isEmpty() || payload.equals(issuer)) {
            reload();
        }
    }

    /// One look at whether the next key is missing or a retired one can go. Safe at any time in any
    /// replica.
    @Override
    public void maintain() {
        if (successorMissing(keys) || !expired(keys).isEmpty()) {
            reload();
            if (successorMissing(keys) || !expired(keys).isEmpty()) {
                add();
            }
        }
    }

    /// The key that signs now.
    SigningKey signing() {
        Instant now = clock.instant();
        for (SigningKey key : keys) {
            if (!key.signsFrom().isAfter(now)) {
                return key;
            }
        }
        throw new IllegalStateException("no signing key of " + issuer + " is loaded");
    }

    /// Every key whose signatures count: the signing one, the next one, then those retired, then
    /// those of a predecessor.
    @Override
    public List<PublishedKey> published() {
        SigningKey signing = signing();
        Map<String, PublishedKey> published = new LinkedHashMap<>();
        published.put(signing.kid(), signing.published());
        List<SigningKey> all = keys;
        List<SigningKey> expired = expired(all);
        for (SigningKey key : all) {
            if (!expired.contains(key)) {
                published.putIfAbsent(key.kid(), key.published());
            }
        }
        adopted.forEach(key -> published.putIfAbsent(key.kid(), key));
        return List.copyOf(published.values());
    }

    /// A key by its id; an unknown id is looked for in the database, yet not more often than every
    /// few seconds.
    @Override
    public Optional<PublishedKey> find(String kid) {
        Optional<PublishedKey> known = known(kid);
        if (known.isEmpty() && reloaded.plus(RELOAD_AT_MOST_EVERY).isBefore(clock.instant())) {
            reload();
            return known(kid);
        }
        return known;
    }

    @Override
    public List<SigningKey> loaded() {
        return keys;
    }

    private Optional<PublishedKey> known(String kid) {
        return published().stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    private void reload() {
        reloaded = clock.instant();
        Instant now = clock.instant();
        adopted = database.read(tx -> store.verifying(tx, now));
        keys = database.read(store::all);
    }

    private void add() {
        // Made before the transaction: it takes a good part of a second.
        KeyPair pair = rotation.algorithm().generate();
        String kid = HexFormat.of().formatHex(ids.bytes(20));
        keys =
                database.write(
                        tx -> {
                            AdvisoryLock.acquire(tx, "oidc-keys:" + issuer);
                            return addUnlessDone(tx, kid, pair);
                        });
    }

    private List<SigningKey> addUnlessDone(Tx tx, String kid, KeyPair pair) {
        List<SigningKey> stored = store.all(tx);
        Instant now = clock.instant();
        expired(stored).forEach(key -> store.delete(tx, key.kid()));
        if (stored.isEmpty() || successorMissing(stored)) {
            store.insert(
                    tx,
                    new SigningKey(
                            kid,
                            rotation.algorithm(),
                            pair.getPrivate(),
                            pair.getPublic(),
                            nextStart(stored, now)),
                    now);
            LOG.atInfo().addKeyValue("issuer", issuer).addKeyValue("kid", kid).log("keys rotated");
        }
        Notifications.notify(tx, CHANNEL, issuer);
        return store.all(tx);
    }

    private Instant nextStart(List<SigningKey> stored, Instant now) {
        if (stored.isEmpty()) {
            // The database rounds to microseconds, possibly up, and the key is needed now.
            return now.truncatedTo(ChronoUnit.SECONDS);
        }
        Instant regular = stored.getFirst().signsFrom().plus(rotation.period());
        Instant earliest = now.plus(rotation.lead());
        return regular.isAfter(earliest) ? regular : earliest;
    }

    private boolean successorMissing(List<SigningKey> all) {
        return all.isEmpty() || !all.getFirst().signsFrom().isAfter(clock.instant());
    }

    private List<SigningKey> expired(List<SigningKey> all) {
        List<SigningKey> gone = new ArrayList<>();
        Instant now = clock.instant();
        for (int index = 1; index < all.size(); index++) {
            Instant retired = all.get(index - 1).signsFrom();
            if (retired.plus(rotation.retention()).isBefore(now)) {
                gone.add(all.get(index));
            }
        }
        return gone;
    }

    private void keepRotating() {
        do {
            try {
                maintain();
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("issuer", issuer)
                        .setCause(failure)
                        .log("signing keys could not be rotated; tried again soon");
            }
        } while (!stopping());
    }

    private boolean stopping() {
        try {
            return stopped.await(rotation.check().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
