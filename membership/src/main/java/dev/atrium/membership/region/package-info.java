/// Regions, public and private, and the stack versions they offer. The agents that run in regions
/// are not spoken to from here.
@NullMarked
package dev.atrium.membership.region;

import org.jspecify.annotations.NullMarked;
