package dev.atrium.dex.person;

import dev.atrium.dex.token.DexIdentity;
import java.time.Instant;

/// @param identity as of the last login by a browser
public record Person(PersonId id, DexIdentity identity, Instant created, Instant lastLogin) {}
