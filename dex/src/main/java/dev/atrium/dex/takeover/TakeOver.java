package dev.atrium.dex.takeover;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.local.LocalUser;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.dex.client.ClientStore;
import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.RefreshLifetime;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.opening.Settings;
import dev.atrium.dex.person.ConsentStore;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.person.PersonId;
import dev.atrium.dex.person.PersonStore;
import dev.atrium.dex.server.Dex;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessionStore;
import dev.atrium.dex.upstream.ConnectorStore;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.keys.AdoptedKeys;
import dev.atrium.oidc.token.AdoptedRefreshTokens;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Writes a Dex's state into this role's tables, and forgets what that Dex forgot.
public final class TakeOver {
    private final Stores stores;
    private final TakeOverStore store = new TakeOverStore();
    private final AdoptedKeys keys;
    private final AdoptedRefreshTokens refreshTokens;
    private final String passwords;
    private final Set<ClientId> declared;
    private final Set<ClientId> declaredBound;
    private final Clock clock;

    private record Stores(
            ClientStore clients,
            PasswordStore passwords,
            ConnectorStore connectors,
            PersonStore people,
            ConsentStore consents,
            BrowserSessionStore sessions) {}

    /// @param passwords the schema of the people whom we know by a password
    public TakeOver(MasterKey master, Setting setting, String passwords, Clock clock) {
        this.stores =
                new Stores(
                        new ClientStore(master),
                        new PasswordStore(),
                        new ConnectorStore(master),
                        new PersonStore(master),
                        new ConsentStore(),
                        new BrowserSessionStore());
        this.keys = new AdoptedKeys(master, setting.issuer());
        this.refreshTokens =
                new AdoptedRefreshTokens(
                        master, Dex.SCHEMA, setting.refreshIdle(), setting.refreshLifetime());
        this.passwords = passwords;
        this.declared = setting.clients().stream().map(DexClient::id).collect(Collectors.toSet());
        this.declaredBound =
                setting.clients().stream()
                        .filter(DexClient::sessionBound)
                        .map(DexClient::id)
                        .collect(Collectors.toSet());
        this.clock = clock;
    }

    /// What of the configuration matters here.
    ///
    /// @param issuer whose keys these become
    /// @param refreshIdle after which an unused refresh token dies
    /// @param refreshLifetime of a refresh token since its login
    /// @param clients that the file declares, which hide stored ones
    public record Setting(
            String issuer,
            Optional<Duration> refreshIdle,
            Optional<Duration> refreshLifetime,
            List<DexClient> clients) {
        public Setting {
            clients = List.copyOf(clients);
        }

        public static Setting of(DexConfig config) {
            return new Setting(
                    config.issuer(),
                    config.expiry().refreshTokens().validIfNotUsedFor(),
                    config.expiry().refreshTokens().absoluteLifetime(),
                    Settings.clients(config));
        }
    }

    /// What was read.
    ///
    /// @param factors people whose second factor was left behind
    public record Counts(Map<Kind, Integer> rows, int factors) {
        public int of(Kind kind) {
            return rows.getOrDefault(kind, 0);
        }

        public boolean isEmpty() {
            return rows.values().stream().allMatch(count -> count == 0);
        }

        public String text() {
            return of(Kind.REFRESH_TOKEN)
                    + " refresh tokens, "
                    + of(Kind.CLIENT)
                    + " clients, "
                    + of(Kind.PASSWORD)
                    + " passwords, "
                    + of(Kind.CONNECTOR)
                    + " connectors, "
                    + of(Kind.PERSON)
                    + " people, "
                    + of(Kind.SESSION)
                    + " browser sessions"
                    + (of(Kind.KEYS) == 0 ? ", no signing keys" : " and the signing keys");
        }
    }

    /// Writes everything that a source hands over. Of what is here too the later one is kept.
    public Counts write(Tx tx, Source source) {
        return write(tx, source, false);
    }

    /// @param followed whether rows are looked for that vanish later
    Counts write(Tx tx, Source source, boolean followed) {
        Instant now = clock.instant();
        Map<Kind, Integer> rows = new EnumMap<>(Kind.class);
        AtomicInteger factors = new AtomicInteger();
        for (Kind kind : Kind.values()) {
            Set<ClientId> bound = kind == Kind.REFRESH_TOKEN ? bound(tx) : Set.of();
            source.each(
                    kind,
                    row -> {
                        String key = write(tx, kind, row, bound, now);
                        if (followed) {
                            store.remember(
                                    tx,
                                    kind,
                                    key,
                                    kind == Kind.SESSION
                                            ? Optional.of(Reading.session(row).expires())
                                            : Optional.empty());
                        }
                        rows.merge(kind, 1, Integer::sum);
                        if (kind == Kind.PERSON && Reading.hasFactors(row)) {
                            factors.incrementAndGet();
                        }
                    });
        }
        return new Counts(rows, factors.get());
    }

    /// @return the row's name in this role's tables
    private String write(Tx tx, Kind kind, Row row, Set<ClientId> bound, Instant now) {
        return switch (kind) {
            case CLIENT -> {
                DexClient client = Reading.client(row);
                stores.clients.put(tx, client, now);
                yield client.id().value();
            }
            case PASSWORD -> {
                LocalUser user = Reading.password(row);
                tx.in(passwords, () -> stores.passwords.put(tx, user, now));
                yield user.email();
            }
            case CONNECTOR -> {
                StoredConnector connector = Reading.connector(row);
                stores.connectors.put(tx, connector, now);
                yield connector.id();
            }
            case KEYS -> {
                keys(tx, row, now);
                yield "keys";
            }
            case PERSON -> {
                Person person = Reading.person(row);
                stores.people.adopt(tx, person);
                Reading.consents(row)
                        .forEach(consent -> stores.consents.put(tx, person.id(), consent, now));
                yield name(person.id());
            }
            case SESSION -> {
                BrowserSession session = Reading.session(row);
                if (session.expires().isAfter(now)) {
                    stores.sessions.adopt(tx, session, Digest.sha256(row.required("secret")));
                }
                yield session.id();
            }
            case REFRESH_TOKEN -> {
                AdoptedRefreshTokens.Adopted token = Reading.refreshToken(row, bound::contains);
                refreshTokens.adopt(tx, token);
                yield token.id();
            }
        };
    }

    private Set<ClientId> bound(Tx tx) {
        Set<ClientId> bound = new HashSet<>(declaredBound);
        stores.clients.all(tx).stream()
                .filter(client -> client.lifetime() == RefreshLifetime.SESSION)
                .map(DexClient::id)
                .filter(id -> !declared.contains(id))
                .forEach(bound::add);
        return bound;
    }

    private void keys(Tx tx, Row row, Instant now) {
        JsonNode signing = row.json("signing_key");
        try {
            for (JsonNode old :
                    StreamSupport.stream(row.json("verification_keys").spliterator(), false)
                            .toList()) {
                Instant expires =
                        row.time(Row.member(old, "expiry"), "verification_keys").orElse(now);
                if (expires.isAfter(now)) {
                    keys.verifying(tx, Row.member(old, "publicKey").toString(), expires);
                }
            }
            if (!signing.isEmpty()) {
                keys.signing(tx, signing.toString(), now);
            }
        } catch (IllegalArgumentException unusable) {
            throw new TakeOverException(
                    row.name()
                            + ": "
                            + unusable.getMessage()
                            + "; nothing was taken over. Let Dex rotate to an RSA or P-256 key first");
        }
    }

    /// Forgets what a Dex has deleted since it was taken over.
    ///
    /// @return how many rows
    int forget(Tx tx, SqlTables tables) {
        int gone = 0;
        for (Kind kind : Kind.values()) {
            if (kind == Kind.KEYS || !tables.has(kind)) {
                continue;
            }
            for (String key : store.vanished(tx, kind, tables.table(kind), clock.instant())) {
                forget(tx, kind, key);
                gone++;
            }
        }
        return gone;
    }

    private void forget(Tx tx, Kind kind, String key) {
        switch (kind) {
            case CLIENT -> stores.clients.delete(tx, new ClientId(key));
            case PASSWORD -> tx.in(passwords, () -> stores.passwords.delete(tx, key));
            case CONNECTOR -> stores.connectors.delete(tx, key);
            case PERSON -> stores.people.delete(tx, person(key));
            case SESSION -> stores.sessions.delete(tx, key);
            case REFRESH_TOKEN -> refreshTokens.forget(tx, key);
            case KEYS -> throw new IllegalStateException("keys are never deleted");
        }
    }

    private static String name(PersonId id) {
        return id.userId() + "\n" + id.connector().value();
    }

    private static PersonId person(String name) {
        int end = name.lastIndexOf('\n');
        return new PersonId(name.substring(0, end), new ConnectorId(name.substring(end + 1)));
    }
}
