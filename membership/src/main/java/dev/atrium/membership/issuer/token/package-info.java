/// What Membership's tokens say and what they may be used for: targets, scopes, claims, and reading
/// access tokens back. Nothing here knows how somebody logged in.
@NullMarked
package dev.atrium.membership.issuer.token;

import org.jspecify.annotations.NullMarked;
