package dev.atrium.dex.audit;

import java.time.Instant;

/// @param issuer of the provider that was asked for a login
/// @param userId the upstream's name for the person; empty when nobody was recognised
/// @param name as it was typed, or the name of who was recognised
/// @param loginName as it was typed, in lower case; empty where the upstream asked for it
public record LoginEvent(
        Instant at,
        Outcome outcome,
        String issuer,
        String connector,
        String userId,
        String name,
        String loginName,
        String client,
        String address,
        String userAgent) {
    public enum Outcome {
        SUCCESS,
        /// A wrong name or password, or a person who lacks a group.
        REFUSED,
        /// Too many wrong ones before it.
        THROTTLED,
        /// The upstream could not be asked.
        FAILURE
    }
}
