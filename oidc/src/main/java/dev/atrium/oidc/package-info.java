/// The OpenID provider engine, a package for each flow. It knows the protocol and nothing of
/// organizations or connectors: who may log in, what a client is and which claims a token carries
/// is said by the role that uses it.
@NullMarked
package dev.atrium.oidc;

import org.jspecify.annotations.NullMarked;
