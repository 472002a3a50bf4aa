/// OAuth clients that an organization makes for its programs: making, listing and replacing them
/// and their secrets. What their tokens say belongs to the issuer.
@NullMarked
package dev.atrium.membership.client;

import org.jspecify.annotations.NullMarked;
