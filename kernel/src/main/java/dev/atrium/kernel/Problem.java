package dev.atrium.kernel;

import java.time.Duration;

/// What can go wrong in a use case, in the words of the domain. Each edge (REST, gRPC, command
/// line) maps these kinds in one exhaustive switch. Throwing one rolls back the transaction it was
/// thrown in. The message may be shown to the caller, so it carries value and expectation, and
/// never a secret.
public abstract sealed class Problem extends RuntimeException {
    private Problem(String message) {
        // Expected outcomes carry no stack trace: they are answers, not faults.
        super(message, null, false, false);
    }

    /// The message, never absent.
    public final String text() {
        return String.valueOf(getMessage());
    }

    /// An input that can never be accepted as it is. `field` is the name the caller knows it by.
    public static final class Invalid extends Problem {
        private final String field;

        public Invalid(String field, String reason) {
            super(field.isEmpty() ? reason : field + ": " + reason);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /// Nobody is known to be calling: no credentials, or they are not valid any more.
    public static final class Unauthenticated extends Problem {
        public Unauthenticated(String reason) {
            super(reason);
        }
    }

    /// The caller is known and lacks a right.
    public static final class Forbidden extends Problem {
        public Forbidden(String reason) {
            super(reason);
        }
    }

    /// The object does not exist, or the caller may not know that it does: both read the same.
    public static final class NotFound extends Problem {
        public NotFound(String kind, String id) {
            super(kind + " " + id + " not found");
        }
    }

    /// The request contradicts the present state.
    public static final class Conflict extends Problem {
        public Conflict(String reason) {
            super(reason);
        }
    }

    /// The path exists and does not serve this method.
    public static final class MethodNotAllowed extends Problem {
        public MethodNotAllowed(String method) {
            super("method " + method + " is not served here");
        }
    }

    /// The body exceeds `limit` bytes.
    public static final class TooLarge extends Problem {
        public TooLarge(long limit) {
            super("the request body is larger than " + limit + " bytes");
        }
    }

    /// The body is not of a media type that is read here.
    public static final class UnsupportedMediaType extends Problem {
        public UnsupportedMediaType(String expected) {
            super("the request body must be " + expected);
        }
    }

    /// Too many attempts; try again after the given time.
    public static final class Throttled extends Problem {
        private final Duration retryAfter;

        public Throttled(Duration retryAfter) {
            super("too many attempts, try again in " + Math.max(1, retryAfter.toSeconds()) + " s");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /// Something this server needs does not answer.
    public static final class Unavailable extends Problem {
        public Unavailable(String reason) {
            super(reason);
        }
    }
}
