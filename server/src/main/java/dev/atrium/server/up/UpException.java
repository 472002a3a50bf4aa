package dev.atrium.server.up;

/// `up` cannot go on. The message is a sentence for the person at the terminal and says what to do.
final class UpException extends RuntimeException {
    UpException(String message) {
        super(message, null, false, false);
    }
}
