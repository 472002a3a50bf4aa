/// What was recorded of people's logins, for themselves to look at: the port by which it comes from
/// wherever people log in, the operation that shows it, and the names by which a person is found
/// there. Nothing is recorded here, and logging in is `issuer`'s.
@NullMarked
package dev.atrium.membership.signin;

import org.jspecify.annotations.NullMarked;
