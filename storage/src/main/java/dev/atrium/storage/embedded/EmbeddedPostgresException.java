package dev.atrium.storage.embedded;

/// The embedded PostgreSQL cannot run here. The message is one sentence for a person and says what
/// to do.
public final class EmbeddedPostgresException extends RuntimeException {
    EmbeddedPostgresException(String message) {
        super(message, null, false, false);
    }
}
