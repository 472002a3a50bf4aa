package dev.atrium.oidc.token;

import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.Profile;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Authorization codes: single-use, short-lived, stored as hashes.
public final class Codes {
    private final CodeStore store;
    private final Profile profile;
    private final Clock clock;
    private final RandomIds ids;

    public Codes(GrantSeal seal, Profile profile, Clock clock, RandomIds ids) {
        this.store = new CodeStore(seal);
        this.profile = profile;
        this.clock = clock;
        this.ids = ids;
    }

    /// @param redirectUri that the code was sent to
    /// @param used whether it has been exchanged already
    /// @param refreshId of the refresh token that it gave
    public record Code(
            byte[] hash,
            Grant grant,
            String redirectUri,
            Challenge challenge,
            boolean used,
            Optional<String> refreshId,
            Instant expires) {}

    /// @return the code, which is shown once
    public String issue(Tx tx, Grant grant, String redirectUri, Challenge challenge) {
        String code = ids.base32(16);
        store.insert(tx, made(code, grant, redirectUri, challenge));
        return code;
    }

    /// Ends a login with a code, once.
    ///
    /// @param request the id of what the client asked for, which is spent from now on
    /// @return the code, which is shown once; empty when the request was spent already
    public Optional<String> issue(
            Tx tx,
            String request,
            Instant requestExpires,
            Grant grant,
            String redirectUri,
            Challenge challenge) {
        String code = ids.base32(16);
        return store.insert(tx, made(code, grant, redirectUri, challenge), request, requestExpires)
                ? Optional.of(code)
                : Optional.empty();
    }

    private Code made(String code, Grant grant, String redirectUri, Challenge challenge) {
        return new Code(
                Digest.sha256(code),
                grant,
                redirectUri,
                challenge,
                false,
                Optional.empty(),
                clock.instant().plus(profile.codes().lifetime()));
    }

    /// A code that has not expired, used or not.
    public Optional<Code> find(Tx tx, String code) {
        return store.find(tx, Digest.sha256(code))
                .filter(found -> found.expires().isAfter(clock.instant()));
    }

    /// Marks the code as used.
    ///
    /// @return false when somebody else did, in which case nothing may be given for it
    public boolean use(Tx tx, Code code, Optional<String> refreshId) {
        return store.use(tx, code.hash(), refreshId, clock.instant());
    }
}
