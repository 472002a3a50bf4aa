package dev.atrium.membership.signin;

import java.time.Instant;

/// One attempt to log in, and what came of it.
///
/// @param seq its number; later ones have greater numbers
/// @param connector by which the provider asked who it is
/// @param client for which the login was
public record SignIn(
        long seq,
        Instant date,
        Outcome outcome,
        String connector,
        String client,
        String address,
        String userAgent) {
    public enum Outcome {
        SUCCESS,
        /// A wrong name or password, or a person who lacks a group.
        REFUSED,
        /// Too many wrong ones before it.
        THROTTLED,
        /// The connector's upstream could not be asked.
        FAILURE
    }

    /// As the API writes it.
    ///
    /// @param seq a text, like that of a log entry
    record Wire(
            String seq,
            Instant date,
            Outcome outcome,
            String connector,
            String clientId,
            String address,
            String userAgent) {}

    Wire wire() {
        return new Wire(Long.toString(seq), date, outcome, connector, client, address, userAgent);
    }
}
