/// Regions, public and private, and the stack versions they offer.
@NullMarked
package dev.atrium.membership.region;

import org.jspecify.annotations.NullMarked;
