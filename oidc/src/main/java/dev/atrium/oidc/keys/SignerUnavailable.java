package dev.atrium.oidc.keys;

/// Nothing can be signed now, since whoever keeps the keys does not answer or refuses. The message
/// is for the log.
public sealed class SignerUnavailable extends RuntimeException {
    public SignerUnavailable(String message) {
        // An outcome of asking somebody else: a stack trace would say nothing about it.
        super(message, null, false, false);
    }

    /// The key that was asked for does not sign any more, and another one does.
    public static final class KeyWithdrawn extends SignerUnavailable {
        public KeyWithdrawn(String message) {
            super(message);
        }
    }
}
