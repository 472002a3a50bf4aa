/// The role that is Membership: the management API, its issuer and its wizard, a package for each
/// feature. Nothing of a single feature lives here, and no SQL.
@NullMarked
package dev.atrium.membership;

import org.jspecify.annotations.NullMarked;
