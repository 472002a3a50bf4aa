package dev.atrium.oidc.vault;

/// The Vault did not do what it was asked. The message never holds the token.
final class VaultException extends Exception {
    private final boolean answered;

    /// @param answered whether it said so itself, with whatever status: an old version is refused
    ///     with 500 too
    VaultException(String message, boolean answered) {
        super(message);
        this.answered = answered;
    }

    boolean answered() {
        return answered;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
