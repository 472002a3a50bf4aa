package dev.atrium.dex.takeover;

/// Dex's state cannot be taken over, and nothing was. The message says what is in the way and what
/// to do about it, and shows no secret.
public final class TakeOverException extends RuntimeException {
    public TakeOverException(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
