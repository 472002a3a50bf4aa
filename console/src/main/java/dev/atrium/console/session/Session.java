package dev.atrium.console.session;

import java.time.Instant;

/// A logged-in browser.
///
/// @param key the digest of its cookie
/// @param generation counts refreshes, so that of two replicas renewing at once one wins
public record Session(
        SessionKey key, Person person, Tokens tokens, int generation, Instant expiresAt) {
    public record Person(String id, String email, String name) {}
}
