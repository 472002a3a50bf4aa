package dev.atrium.oidc.token;

import dev.atrium.kernel.Secret;
import dev.atrium.oidc.Digest;
import dev.atrium.storage.MasterKey;
import java.security.SecureRandom;

/// Seals the current secret of a family so that only whoever shows the previous one can open it.
final class SuccessorSeal {
    private static final String PURPOSE = "oidc.refresh_successor";

    private final byte[] key;

    SuccessorSeal(MasterKey master) {
        this.key = master.derive(PURPOSE);
    }

    /// @param row the family and its generation
    byte[] seal(String previous, String row, byte[] current) {
        return under(previous).seal(PURPOSE, row, current);
    }

    byte[] open(String previous, String row, byte[] sealed) {
        return under(previous).open(PURPOSE, row, sealed);
    }

    private MasterKey under(String previous) {
        return MasterKey.of(
                Secret.of(Digest.base64Url(Digest.hmac(key, previous))), new SecureRandom());
    }
}
