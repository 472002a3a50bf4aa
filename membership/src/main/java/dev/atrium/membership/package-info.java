/// The role that is Membership: the management API, its issuer and its wizard, a package for each
/// feature.
@NullMarked
package dev.atrium.membership;

import org.jspecify.annotations.NullMarked;
