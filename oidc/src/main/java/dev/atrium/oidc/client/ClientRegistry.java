package dev.atrium.oidc.client;

import java.util.Optional;

/// Where an issuer's clients are found.
@FunctionalInterface
public interface ClientRegistry {
    Optional<Client> find(ClientId id);
}
