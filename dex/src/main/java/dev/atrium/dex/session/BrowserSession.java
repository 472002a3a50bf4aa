package dev.atrium.dex.session;

import dev.atrium.dex.person.PersonId;
import dev.atrium.oidc.client.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody who is logged in in a browser.
///
/// @param id the claim `sid`
/// @param clients for which they are
/// @param expires when it is not used until then; never after `absoluteExpiry`
public record BrowserSession(
        String id,
        PersonId person,
        List<ClientState> clients,
        String address,
        String userAgent,
        Instant created,
        Instant lastActivity,
        Instant absoluteExpiry,
        Instant expires) {
    public BrowserSession {
        clients = List.copyOf(clients);
    }

    BrowserSession with(List<ClientState> all) {
        return new BrowserSession(
                id,
                person,
                all,
                address,
                userAgent,
                created,
                lastActivity,
                absoluteExpiry,
                expires);
    }

    BrowserSession used(Instant now, Instant until) {
        return new BrowserSession(
                id, person, clients, address, userAgent, created, now, absoluteExpiry, until);
    }

    /// @param viaSso whether the person did not log in for this client itself
    public record ClientState(
            ClientId client,
            Instant authenticated,
            Instant lastActivity,
            Optional<Instant> lastToken,
            boolean viaSso) {}
}
