/// The OpenID provider engine, a package for each flow. It knows the protocol and nothing of
/// organizations or connectors: who may log in, what a client is and which claims a token carries
/// is said by the role that uses it. Where two roles differ in the protocol, the difference is a
/// value of [dev.atrium.oidc.Profile]; nothing here asks which role it is.
@NullMarked
package dev.atrium.oidc;

import org.jspecify.annotations.NullMarked;
