/// Google: its accounts by OpenID Connect, its groups by the Directory interface of Workspace. What
/// every OpenID provider does is in `oidc`.
@NullMarked
package dev.atrium.connectors.google;

import org.jspecify.annotations.NullMarked;
