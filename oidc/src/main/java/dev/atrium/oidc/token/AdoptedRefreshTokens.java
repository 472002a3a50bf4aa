package dev.atrium.oidc.token;

import dev.atrium.kernel.Secret;
import dev.atrium.oidc.Digest;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings in refresh tokens of a server that this one takes the place of, whose secrets lie there
/// in the clear, so that whoever holds one can go on using it.
public final class AdoptedRefreshTokens {
    private final RefreshStore store;
    private final SuccessorSeal successors;
    private final Optional<Duration> idle;
    private final Optional<Duration> lifetime;

    /// @param idle after which an unused token dies; empty for never
    /// @param lifetime from the login; empty for ever
    public AdoptedRefreshTokens(
            MasterKey master, String role, Optional<Duration> idle, Optional<Duration> lifetime) {
        this.store = new RefreshStore(new GrantSeal(master, role));
        this.successors = new SuccessorSeal(master);
        this.idle = idle;
        this.lifetime = lifetime;
    }

    /// @param id of the family
    /// @param secret the current one
    /// @param previous the one before it
    /// @param slot as [TokenPolicy#slot] has it
    /// @param session as [TokenPolicy#session] has it
    public record Adopted(
            String id,
            Secret secret,
            Optional<Secret> previous,
            Grant grant,
            Instant created,
            Instant lastUsed,
            Optional<String> slot,
            Optional<byte[]> session) {}

    /// Of a token that is here already, the one that was used last is kept; the same holds for two
    /// tokens that want one slot.
    ///
    /// @return whether it was taken over
    public boolean adopt(Tx tx, Adopted token) {
        Optional<Secret> previous = token.previous().filter(secret -> !secret.isEmpty());
        int generation = previous.isPresent() ? 2 : 1;
        Family family =
                new Family(
                        token.id(),
                        generation,
                        Digest.sha256(token.secret().reveal()),
                        previous.map(secret -> Digest.sha256(secret.reveal())),
                        previous.map(
                                secret ->
                                        successors.seal(
                                                secret.reveal(),
                                                token.id() + " " + generation,
                                                token.secret()
                                                        .reveal()
                                                        .getBytes(StandardCharsets.UTF_8))),
                        token.grant(),
                        token.created(),
                        token.lastUsed());
        return store.adopt(
                tx,
                family,
                token.slot().map(slot -> RefreshTokens.slot(token.grant(), slot)),
                token.session(),
                end(token));
    }

    /// Ends a token that its old server ended.
    public void forget(Tx tx, String id) {
        store.delete(tx, id);
    }

    private Optional<Instant> end(Adopted token) {
        return Stream.concat(
                        lifetime.map(token.created()::plus).stream(),
                        idle.map(token.lastUsed()::plus).stream())
                .min(Comparator.naturalOrder());
    }
}
