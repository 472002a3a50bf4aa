package dev.atrium.oidc.client;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.atrium.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// How a client's secret is recognised. Comparing takes a time that does not depend on the stored
/// value.
public sealed interface ClientSecret {
    boolean accepts(String presented);

    /// Whether somebody chose it, so that trying often enough may find it.
    boolean guessable();

    /// A secret that a configuration file holds in the clear.
    record Plain(Secret secret) implements ClientSecret {
        @Override
        public boolean accepts(String presented) {
            return secret.matches(presented);
        }

        @Override
        public boolean guessable() {
            return true;
        }
    }

    /// The SHA-256 of a secret that we generated: it has more entropy than anybody can try.
    record Sha256(byte[] digest) implements ClientSecret {
        public static Sha256 of(String secret) {
            return new Sha256(digest(secret));
        }

        @Override
        public boolean accepts(String presented) {
            return MessageDigest.isEqual(digest, digest(presented));
        }

        @Override
        public boolean guessable() {
            return false;
        }

        private static byte[] digest(String text) {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("SHA-256 is missing", missing);
            }
        }
    }

    /// The bcrypt hash of a secret that somebody chose.
    record Bcrypt(String hash) implements ClientSecret {
        @Override
        public boolean accepts(String presented) {
            byte[] given = presented.getBytes(StandardCharsets.UTF_8);
            return given.length <= 72
                    && BCrypt.verifyer()
                            .verify(given, hash.getBytes(StandardCharsets.UTF_8))
                            .verified;
        }

        @Override
        public boolean guessable() {
            return true;
        }
    }
}
