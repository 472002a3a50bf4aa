package dev.atrium.membership.provider;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Use cases of authentication providers.
public final class Providers {
    /// Shown in place of a secret; sent back, it means the one that is stored.
    static final String HIDDEN = "********";

    private final Database database;
    private final ProviderStore store;
    private final SignedIn signedIn;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public Providers(
            Database database,
            ProviderStore store,
            SignedIn signedIn,
            LogStore log,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = store;
        this.signedIn = signedIn;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    AuthenticationProvider read(OrganizationId organization) {
        return find(organization)
                .orElseThrow(
                        () ->
                                new Problem.NotFound(
                                        "authentication provider of organization",
                                        organization.value()));
    }

    Optional<AuthenticationProvider> find(OrganizationId organization) {
        return database.read(tx -> store.find(tx, organization));
    }

    /// Makes or replaces it. People keep their accounts as long as it stays the same provider;
    /// whom another one vouches for is somebody else, and who is logged in by the old one is out.
    AuthenticationProvider put(
            Caller caller, OrganizationId organization, AuthenticationProvider.Asked asked) {
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    Optional<AuthenticationProvider> before = store.lock(tx, organization);
                    Optional<AuthenticationProvider> kept =
                            before.filter(present -> present.asked().samePlace(asked));
                    if (kept.isEmpty()) {
                        before.ifPresent(gone -> signOut(tx, gone));
                    }
                    AuthenticationProvider provider =
                            new AuthenticationProvider(
                                    organization,
                                    kept.map(AuthenticationProvider::id)
                                            .orElseGet(() -> ids.uuid().toString()),
                                    withSecret(asked, before),
                                    before.map(AuthenticationProvider::createdAt).orElse(now),
                                    now);
                    store.put(tx, provider);
                    record(
                            tx,
                            Action.ORGANIZATIONS_AUTH_PROVIDER_CONFIGURED,
                            caller,
                            organization,
                            Map.of("type", asked.kind().wire(), "name", asked.name()));
                    return provider;
                });
    }

    private static AuthenticationProvider.Asked withSecret(
            AuthenticationProvider.Asked asked, Optional<AuthenticationProvider> before) {
        Secret secret =
                asked.clientSecret().matches(HIDDEN)
                        ? before.filter(present -> present.asked().samePlace(asked))
                                .map(present -> present.asked().clientSecret())
                                .orElseThrow(
                                        () ->
                                                new Problem.Conflict(
                                                        "the secret of this provider is not stored yet: say it as clientSecret"))
                        : asked.clientSecret();
        return new AuthenticationProvider.Asked(
                asked.kind(), asked.name(), asked.clientId(), secret, asked.place());
    }

    void delete(Caller caller, OrganizationId organization) {
        database.writing(
                tx -> {
                    Optional<AuthenticationProvider> before = store.lock(tx, organization);
                    if (!store.delete(tx, organization)) {
                        throw new Problem.NotFound(
                                "authentication provider of organization", organization.value());
                    }
                    before.ifPresent(gone -> signOut(tx, gone));
                    record(
                            tx,
                            Action.ORGANIZATIONS_AUTH_PROVIDER_DELETED,
                            caller,
                            organization,
                            Map.of());
                });
    }

    private void signOut(Tx tx, AuthenticationProvider provider) {
        store.people(tx, identityIssuer(provider.id())).forEach(user -> signedIn.end(tx, user));
    }

    /// What stands for the issuer in the identities of its people.
    public static String identityIssuer(String provider) {
        return "provider:" + provider;
    }

    private void record(
            Tx tx,
            Action action,
            Caller caller,
            OrganizationId organization,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.of(organization),
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        data));
    }
}
