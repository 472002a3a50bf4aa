package dev.atrium.http.outgoing;

/// No usable answer came. The message names the host and what went wrong, never a header or a body.
public final class OutgoingException extends Exception {
    public OutgoingException(String message) {
        super(message);
    }

    public OutgoingException(String message, Throwable cause) {
        super(message, cause);
    }
}
