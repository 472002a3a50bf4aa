package dev.atrium.oidc.token;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Refresh tokens: who holds one may have new tokens without the person. A token names a family,
/// which keeps its id, and a secret, which each use replaces. Secrets are stored as hashes. A
/// client that lost our answer may present the previous secret for a while and receives the current
/// one, never a third, so parallel retries cannot fork the chain; for that the current one is kept
/// sealed under a key that only the previous one makes. See RFC 9700 section 4.14.
public final class RefreshTokens {
    private final Database database;
    private final RefreshStore store;
    private final Profile profile;
    private final TokenPolicy policy;
    private final SuccessorSeal successors;
    private final Clock clock;
    private final RandomIds ids;

    public RefreshTokens(
            Database database,
            MasterKey master,
            Profile profile,
            TokenPolicy policy,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = new RefreshStore(new GrantSeal(master, profile.role()));
        this.profile = profile;
        this.policy = policy;
        this.successors = new SuccessorSeal(master);
        this.clock = clock;
        this.ids = ids;
    }

    /// @param id of the family
    /// @param text what the client gets
    public record Issued(String id, String text) {}

    /// What introspection tells of a token.
    public record Known(Grant grant, Instant created, Optional<Instant> expires) {}

    public Issued issue(Tx tx, Grant grant) {
        String id = ids.base32(16);
        String secret = ids.base32(16);
        Instant now = clock.instant();
        store.insert(
                tx,
                new Family(
                        id,
                        1,
                        Digest.sha256(secret),
                        Optional.empty(),
                        Optional.empty(),
                        grant,
                        now,
                        now),
                policy.slot(grant).map(slot -> slot(grant, slot)),
                policy.session(grant),
                end(now, now));
        return new Issued(id, new ProtoPair(id, secret).encode());
    }

    /// Uses a token. The upstream is asked, and the new tokens are signed, between reading and
    /// writing, in no transaction: who cannot be served keeps the token that he has. Whoever loses
    /// a race against another use looks again and is then in the other's reuse window, or too late.
    ///
    /// @param scopes a subset of what was granted; empty for all of it
    /// @param signing makes the tokens that go with the grant
    /// @return those tokens with the refresh token to give, which may be the one that was presented
    /// @throws OAuthProblem.Answered unknown, another client's, expired, replayed too late, or
    ///     asking for more
    public TokenAnswer exchange(
            Client client, String text, List<String> scopes, Function<Grant, TokenAnswer> signing) {
        ProtoPair presented = ProtoPair.decode(text).orElse(new ProtoPair(text, ""));
        for (int attempt = 0; attempt < 2; attempt++) {
            Family family =
                    database.read(tx -> store.find(tx, presented.first()))
                            .orElseThrow(this::unknown);
            if (!family.grant().client().equals(client.id())) {
                throw refused(profile.refresh().foreign());
            }
            Standing standing = standing(family, presented.second());
            if (standing == Standing.REPLAYED) {
                replayed(family);
                throw unknown();
            }
            if (expired(family)) {
                throw new OAuthProblem.Answered(
                        profile.refresh().unknown(), "Refresh token expired.");
            }
            if (ended(family)) {
                database.writing(tx -> store.delete(tx, family.id()));
                throw new OAuthProblem.Answered(
                        OAuthError.INVALID_GRANT,
                        "The session this refresh token belongs to has ended.");
            }
            List<String> granted = narrowed(family.grant(), scopes);
            Optional<TokenAnswer> answer =
                    use(
                            family,
                            standing,
                            presented.second(),
                            grant -> signing.apply(grant.withScopes(granted)));
            if (answer.isPresent()) {
                TokenAnswer found = answer.orElseThrow();
                return found.refreshToken().isPresent() ? found : found.with(Optional.of(text));
            }
        }
        throw unknown();
    }

    /// A token that could be used now, without using it.
    public Optional<Known> inspect(String text) {
        return ProtoPair.decode(text)
                .flatMap(
                        presented ->
                                database.read(tx -> store.find(tx, presented.first()))
                                        .filter(family -> !expired(family) && !ended(family))
                                        .filter(
                                                family ->
                                                        standing(family, presented.second())
                                                                != Standing.REPLAYED))
                .map(
                        family ->
                                new Known(
                                        family.grant(),
                                        family.created(),
                                        profile.refresh()
                                                .lifetime()
                                                .map(life -> family.created().plus(life))));
    }

    /// A token that somebody could use, as administrators see it.
    public record Held(String id, ClientId client, Instant created, Instant lastUsed) {}

    /// What clients hold of a person.
    public List<Held> heldBy(String subject) {
        return database.read(tx -> store.heldBy(tx, subject, clock.instant()));
    }

    /// Ends what a client holds of a person.
    ///
    /// @return how many families ended
    public int revoke(Tx tx, String subject, ClientId client) {
        return store.delete(tx, subject, client);
    }

    public void revoke(Tx tx, String id) {
        store.delete(tx, id);
    }

    /// Ends the family of a token that this client holds; anything else is left alone (RFC 7009
    /// section 2.2).
    public void revoke(Client client, String text) {
        ProtoPair.decode(text)
                .ifPresent(
                        pair ->
                                database.writing(
                                        tx ->
                                                store.find(tx, pair.first())
                                                        .filter(
                                                                family ->
                                                                        family.grant()
                                                                                .client()
                                                                                .equals(
                                                                                        client
                                                                                                .id()))
                                                        .ifPresent(
                                                                family ->
                                                                        store.delete(
                                                                                tx, family.id()))));
    }

    /// Ends every family of a person.
    public int revokeSubject(Tx tx, String subject) {
        return store.deleteSubject(tx, subject);
    }

    /// Ends every family that a browser session gave.
    public int revokeSession(Tx tx, byte[] session) {
        return store.deleteSession(tx, session);
    }

    private enum Standing {
        /// The current token, which is due for rotation.
        CURRENT,
        /// The current token, shortly after it was given.
        RETRIED,
        /// The previous token, shortly after it was replaced.
        PREVIOUS,
        REPLAYED
    }

    private Standing standing(Family family, String secret) {
        byte[] hash = Digest.sha256(secret);
        Duration interval = profile.refresh().reuseInterval();
        boolean window =
                !interval.isZero() && !clock.instant().isAfter(family.lastUsed().plus(interval));
        if (Digest.same(hash, family.secretHash())) {
            return window ? Standing.RETRIED : Standing.CURRENT;
        }
        boolean previous =
                family.previousHash().isPresent()
                        && Digest.same(hash, family.previousHash().orElseThrow());
        return previous && window && family.sealedSuccessor().isPresent()
                ? Standing.PREVIOUS
                : Standing.REPLAYED;
    }

    /// @return empty when another use was quicker; without a refresh token when the presented one
    ///     stays
    private Optional<TokenAnswer> use(
            Family family, Standing standing, String secret, Function<Grant, TokenAnswer> signing) {
        return switch (standing) {
            case RETRIED -> Optional.of(signing.apply(family.grant()));
            case PREVIOUS ->
                    Optional.of(
                            signing.apply(family.grant())
                                    .with(Optional.of(successor(family, secret))));
            case CURRENT -> {
                Grant renewed = policy.renew(family.grant());
                TokenAnswer answer = signing.apply(renewed);
                yield profile.refresh().rotates() && !policy.keepsRefreshToken(family.grant())
                        ? rotate(family, renewed, secret)
                                .map(text -> answer.with(Optional.of(text)))
                        : Optional.of(touch(family, renewed, answer));
            }
            case REPLAYED -> throw unknown();
        };
    }

    private Optional<String> rotate(Family family, Grant renewed, String secret) {
        String next = ids.base32(16);
        Instant now = clock.instant();
        Family rotated =
                new Family(
                        family.id(),
                        family.generation() + 1,
                        Digest.sha256(next),
                        Optional.of(family.secretHash()),
                        profile.refresh().reuseInterval().isZero()
                                ? Optional.empty()
                                : Optional.of(seal(family, secret, next)),
                        renewed,
                        family.created(),
                        now);
        boolean won =
                database.writeOnce(tx -> store.replace(tx, rotated, end(family.created(), now)));
        return won ? Optional.of(new ProtoPair(family.id(), next).encode()) : Optional.empty();
    }

    private TokenAnswer touch(Family family, Grant renewed, TokenAnswer answer) {
        Instant now = clock.instant();
        database.writeOnce(
                tx -> store.touch(tx, family.id(), renewed, now, end(family.created(), now)));
        return answer;
    }

    private byte[] seal(Family family, String previous, String next) {
        return successors.seal(
                previous,
                family.id() + " " + (family.generation() + 1),
                next.getBytes(StandardCharsets.UTF_8));
    }

    private String successor(Family family, String previous) {
        byte[] next =
                successors.open(
                        previous,
                        family.id() + " " + family.generation(),
                        family.sealedSuccessor().orElseThrow());
        return new ProtoPair(family.id(), new String(next, StandardCharsets.UTF_8)).encode();
    }

    /// The name of a client's slot as its row has it.
    static byte[] slot(Grant grant, String slot) {
        return Digest.sha256(grant.client().value() + "\0" + slot);
    }

    private void replayed(Family family) {
        if (profile.refresh().replayRevokes()) {
            database.writing(tx -> store.delete(tx, family.id()));
        }
    }

    private boolean ended(Family family) {
        Grant grant = family.grant();
        return policy.ended(grant.client(), () -> Json.mapper().valueToTree(policy.known(grant)));
    }

    private boolean expired(Family family) {
        return end(family.created(), family.lastUsed())
                .filter(end -> !clock.instant().isBefore(end))
                .isPresent();
    }

    private Optional<Instant> end(Instant created, Instant lastUsed) {
        Optional<Instant> absolute = profile.refresh().lifetime().map(created::plus);
        Optional<Instant> idle = profile.refresh().idle().map(lastUsed::plus);
        if (absolute.isPresent() && idle.isPresent()) {
            return absolute.orElseThrow().isBefore(idle.orElseThrow()) ? absolute : idle;
        }
        return absolute.or(() -> idle);
    }

    private static List<String> narrowed(Grant grant, List<String> scopes) {
        if (scopes.isEmpty()) {
            return grant.scopes();
        }
        List<String> wider = scopes.stream().filter(scope -> !grant.asks(scope)).toList();
        if (!wider.isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_REQUEST,
                    "Requested scopes contain unauthorized scope(s): "
                            + GoQuote.quote(wider)
                            + ".");
        }
        return scopes;
    }

    private OAuthProblem unknown() {
        return refused(profile.refresh().unknown());
    }

    private static OAuthProblem refused(OAuthError error) {
        return new OAuthProblem.Answered(
                error, "Refresh token is invalid or has already been claimed by another client.");
    }
}
