/// The identifiers of Membership's objects, a type each, so that none is taken for another. Nothing
/// else lives here.
@NullMarked
package dev.atrium.membership.id;

import org.jspecify.annotations.NullMarked;
