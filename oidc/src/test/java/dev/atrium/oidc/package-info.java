/// Tests of the engine with an issuer that has no connectors: a request to `/test/login` is a
/// login.
@NullMarked
package dev.atrium.oidc;

import org.jspecify.annotations.NullMarked;
