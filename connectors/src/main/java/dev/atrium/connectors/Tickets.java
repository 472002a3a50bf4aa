package dev.atrium.connectors;

/// Logging in with what the browser's own network vouches for (RFC 4559): the page asks for a
/// token, the browser sends one by itself or not at all.
public interface Tickets {

    /// Whether who has no ticket may fill in the form.
    boolean fallsBack();

    /// @param token as the browser sent it, decoded
    /// @throws UpstreamException when whom it names could not be looked up
    Answer login(Asked asked, byte[] token) throws UpstreamException;

    /// What came of a token.
    sealed interface Answer {
        /// @param reply by which the browser knows that it spoke to the right server; may be empty
        record Accepted(Login login, byte[] reply) implements Answer {}

        /// @param reason for the operator's log
        record Refused(String reason) implements Answer {}
    }
}
