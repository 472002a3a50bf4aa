package dev.atrium.oidc.vault;

/// The Vault did not do what it was asked. The message never holds the token.
final class VaultException extends Exception {
    private final boolean refused;

    /// @param refused whether it answered at all, and will say the same when it is asked again
    VaultException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    boolean refused() {
        return refused;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
