/// Logging in at another OpenID provider: discovery, the authorization code flow with PKCE, the
/// verified claims and what they say about a person. Which relying party of ours wants to know is
/// not known here.
@NullMarked
package dev.atrium.connectors.oidc;

import org.jspecify.annotations.NullMarked;
