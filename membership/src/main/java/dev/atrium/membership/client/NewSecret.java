package dev.atrium.membership.client;

import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;

/// A secret that was just made. It is shown once; only its SHA-256 is kept, which is enough since
/// nobody can try 256 random bits.
///
/// @param clear what is shown
public record NewSecret(String clear, byte[] digest, String lastDigits) {
    private static final int DIGITS = 4;

    public static NewSecret make(RandomIds ids) {
        String clear = ids.token();
        return new NewSecret(clear, Digest.sha256(clear), clear.substring(clear.length() - DIGITS));
    }

    @Override
    public String toString() {
        return "***" + lastDigits;
    }
}
