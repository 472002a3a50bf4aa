package dev.atrium.connectors;

/// An upstream refused or could not be asked. The message is for the operator's log; the person
/// sees a neutral page.
public class UpstreamException extends Exception {
    private final Kind kind;

    public enum Kind {
        /// The upstream knows the person, and they lack a group that is required.
        NOT_IN_REQUIRED_GROUP,
        /// The answer proves nothing: an error from the upstream, a bad signature, a missing claim.
        REFUSED,
        /// No answer: unreachable, too slow, or broken.
        UNAVAILABLE
    }

    public UpstreamException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public UpstreamException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
