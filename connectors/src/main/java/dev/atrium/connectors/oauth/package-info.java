/// Any OAuth 2.0 server that says at some address who a token belongs to. Where it is an OpenID
/// provider, `oidc` is the better choice: it verifies.
@NullMarked
package dev.atrium.connectors.oauth;

import org.jspecify.annotations.NullMarked;
