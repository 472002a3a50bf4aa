package dev.atrium.oidc.vault;

import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.oidc.keys.IssuerKeys;
import dev.atrium.oidc.keys.PublishedKey;
import dev.atrium.oidc.keys.Signatory;
import dev.atrium.oidc.keys.SignerUnavailable;
import dev.atrium.oidc.keys.SigningAlgorithm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The versions of a key that a Vault keeps and signs with.
///
/// Public keys are kept for half a minute, and for as long as the Vault cannot be asked; each
/// signature is a call. A new version is published at once and signs a quarter of an hour later,
/// when whoever caches the key set has seen it; to change over at once, raise the key's
/// `min_encryption_version`.
public final class VaultKeys implements IssuerKeys, Signatory {
    private static final Logger LOG = LoggerFactory.getLogger(VaultKeys.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration ASK_AT_MOST_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration LEAD = Duration.ofMinutes(15);

    private final Transit transit;
    private final Optional<VaultToken> token;
    private final String name;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Known> known = Optional.empty();
    private volatile Instant asked = Instant.MIN;

    /// @param http which may reach what an operator configured
    public VaultKeys(VaultSettings settings, OutgoingHttp http, Clock clock) {
        this.transit = new Transit(settings, http);
        this.token = settings.token().map(_ -> new VaultToken(transit, clock));
        this.name = settings.keyName();
        this.clock = clock;
    }

    /// @param generation the same for as long as the key is
    private record Known(Transit.KeyVersions key, Instant read, Object generation) {
        List<PublishedKey> published(KeyVersion signing) {
            Map<String, PublishedKey> all = new LinkedHashMap<>();
            all.put(signing.kid(), signing.published());
            key.versions().forEach(version -> all.putIfAbsent(version.kid(), version.published()));
            return List.copyOf(all.values());
        }

        /// The newest version that everybody has had time to see, else the oldest that may sign.
        KeyVersion signing(Instant now) {
            List<KeyVersion> able =
                    key.versions().stream()
                            .filter(version -> version.number() >= key.oldestSigning())
                            .toList();
            List<KeyVersion> candidates = able.isEmpty() ? key.versions() : able;
            return candidates.stream()
                    .filter(version -> !version.created().plus(LEAD).isAfter(now))
                    .findFirst()
                    .orElse(candidates.getLast());
        }
    }

    /// A Vault that cannot be asked yet is asked again: what needs no signature is served
    /// meanwhile.
    @Override
    public void start() {
        Thread.ofVirtual().name("vault-keys").start(this::follow);
        try {
            read();
        } catch (SignerUnavailable _) {
            // Logged where it happened.
        }
    }

    private void follow() {
        token.ifPresent(VaultToken::keep);
        while (!stopping()) {
            maintain();
        }
    }

    private boolean stopping() {
        try {
            return stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void maintain() {
        token.ifPresent(VaultToken::keep);
        refresh();
    }

    /// Replicas do not tell each other: each asks the Vault.
    @Override
    public void changed(String payload) {}

    @Override
    public List<PublishedKey> published() {
        Known now = fresh();
        return now.published(now.signing(clock.instant()));
    }

    @Override
    public Optional<PublishedKey> find(String kid) {
        Optional<PublishedKey> found = among(fresh(), kid);
        if (found.isEmpty() && mayAsk()) {
            refresh();
            return known.flatMap(now -> among(now, kid));
        }
        return found;
    }

    private static Optional<PublishedKey> among(Known now, String kid) {
        return now.key().versions().stream()
                .map(KeyVersion::published)
                .filter(key -> key.kid().equals(kid))
                .findFirst();
    }

    @Override
    public Object loaded() {
        return known.map(Known::generation).orElse(known);
    }

    @Override
    public Key current() {
        return new Remote(fresh().signing(clock.instant()));
    }

    private final class Remote implements Key {
        private final KeyVersion version;

        private Remote(KeyVersion version) {
            this.version = version;
        }

        @Override
        public String kid() {
            return version.kid();
        }

        @Override
        public SigningAlgorithm algorithm() {
            return version.algorithm();
        }

        @Override
        public byte[] sign(byte[] input) {
            try {
                return transit.sign(version, input);
            } catch (VaultException failure) {
                LOG.atError()
                        .addKeyValue("key", name)
                        .addKeyValue("version", version.number())
                        .addKeyValue("reason", failure.reason())
                        .log("Vault did not sign a token");
                if (failure.answered() && replaced()) {
                    throw new SignerUnavailable.KeyWithdrawn(failure.reason());
                }
                throw new SignerUnavailable(failure.reason());
            }
        }

        private boolean replaced() {
            refresh();
            return !current().kid().equals(kid());
        }
    }

    private Known fresh() {
        Optional<Known> now = known;
        if (now.isEmpty()) {
            return read();
        }
        if (now.orElseThrow().read().plus(KEPT).isBefore(clock.instant()) && mayAsk()) {
            refresh();
        }
        return known.orElseThrow();
    }

    private boolean mayAsk() {
        return asked.plus(ASK_AT_MOST_EVERY).isBefore(clock.instant());
    }

    /// Nobody waits for somebody else's reading while there is something to go on with.
    private void refresh() {
        if (reading.tryLock()) {
            try {
                load();
            } catch (SignerUnavailable _) {
                // Logged where it happened; what is known stays.
            } finally {
                reading.unlock();
            }
        }
    }

    private Known read() {
        reading.lock();
        try {
            return known.isPresent() ? known.orElseThrow() : load();
        } finally {
            reading.unlock();
        }
    }

    private Known load() {
        asked = clock.instant();
        try {
            Transit.KeyVersions key = transit.key();
            Object generation =
                    known.filter(before -> before.key().equals(key))
                            .map(Known::generation)
                            .orElse(new Object());
            Known now = new Known(key, clock.instant(), generation);
            known = Optional.of(now);
            return now;
        } catch (VaultException failure) {
            LOG.atWarn()
                    .addKeyValue("key", name)
                    .addKeyValue("reason", failure.reason())
                    .log("the signing key could not be read from Vault");
            throw new SignerUnavailable(failure.reason());
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
