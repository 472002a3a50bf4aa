package dev.atrium.oidc.vault;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.Optional;

/// Where the keys are.
///
/// @param address of the Vault, without the path of its API
/// @param token empty where something in between adds one, as Vault's agent does
/// @param namespace of the engine, where it is not the root's
/// @param keyName in the engine that is mounted at `transit`
public record VaultSettings(
        URI address, Optional<Secret> token, Optional<String> namespace, String keyName) {}
