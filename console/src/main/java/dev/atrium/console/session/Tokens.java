package dev.atrium.console.session;

import dev.atrium.kernel.Secret;
import java.time.Instant;

/// What Membership gave at login or at the last refresh.
///
/// @param accessExpiry after which the access token is renewed
public record Tokens(Secret access, Secret refresh, Secret id, Instant accessExpiry) {}
