package dev.atrium.oidc;

import dev.atrium.http.Cookie;
import dev.atrium.http.Response;
import java.util.List;
import java.util.Optional;

/// What the protocol answers when it refuses. The kinds say whom it is told: the calling program,
/// the relying party by way of the browser, or the person in front of it. Throwing one rolls back
/// the transaction it was thrown in.
public abstract sealed class OAuthProblem extends RuntimeException {
    private OAuthProblem(String message) {
        // An answer, not a fault: no stack trace.
        super(message, null, false, false);
    }

    /// Told to the program that called, as JSON.
    public static final class Answered extends OAuthProblem {
        private final OAuthError error;
        private final String description;
        private final int status;
        private final List<Response.Header> headers;

        public Answered(OAuthError error, String description) {
            this(error, description, error.status(), List.of());
        }

        /// @param description left out of the answer when empty
        public Answered(
                OAuthError error, String description, int status, List<Response.Header> headers) {
            super(error.wire() + (description.isEmpty() ? "" : ": " + description));
            this.error = error;
            this.description = description;
            this.status = status;
            this.headers = List.copyOf(headers);
        }

        public OAuthError error() {
            return error;
        }

        public String description() {
            return description;
        }

        public int status() {
            return status;
        }

        public List<Response.Header> headers() {
            return headers;
        }
    }

    /// Told to the relying party: the browser goes back to it with the error. Only for redirect
    /// URIs that were checked.
    public static final class Redirected extends OAuthProblem {
        private final OAuthError error;
        private final String description;
        private final String redirectUri;
        private final String state;
        private final Optional<Cookie> cookie;

        public Redirected(OAuthError error, String description, String redirectUri, String state) {
            this(error, description, redirectUri, state, Optional.empty());
        }

        private Redirected(
                OAuthError error,
                String description,
                String redirectUri,
                String state,
                Optional<Cookie> cookie) {
            super(error.wire() + ": " + description);
            this.cookie = cookie;
            this.error = error;
            this.description = description;
            this.redirectUri = redirectUri;
            this.state = state;
        }

        public OAuthError error() {
            return error;
        }

        public String description() {
            return description;
        }

        public String redirectUri() {
            return redirectUri;
        }

        /// The same refusal, with a cookie for the browser that carries it.
        public Redirected with(Cookie set) {
            return new Redirected(error, description, redirectUri, state, Optional.of(set));
        }

        public Optional<Cookie> cookie() {
            return cookie;
        }

        /// What the client sent along, empty when it sent nothing.
        public String state() {
            return state;
        }
    }

    /// Told to the person, since there is nobody who could safely be sent back to.
    public static final class Shown extends OAuthProblem {
        private final int status;
        private final Optional<Throwable> reason;

        public Shown(int status, String message) {
            super(message);
            this.status = status;
            this.reason = Optional.empty();
        }

        /// @param reason what went wrong in words for the operator, who reads it in the log
        public Shown(int status, String message, Throwable reason) {
            super(message);
            this.status = status;
            this.reason = Optional.of(reason);
        }

        public int status() {
            return status;
        }

        public String message() {
            return String.valueOf(getMessage());
        }

        public Optional<Throwable> reason() {
            return reason;
        }
    }
}
