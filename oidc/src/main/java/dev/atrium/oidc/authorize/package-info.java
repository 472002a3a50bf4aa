/// Authorization requests from their parsing to the code: validation in a fixed order, the sealed
/// form in which a request travels while nobody has logged in, the login that waits for consent,
/// and the response. How a person logs in is the role's.
@NullMarked
package dev.atrium.oidc.authorize;

import org.jspecify.annotations.NullMarked;
