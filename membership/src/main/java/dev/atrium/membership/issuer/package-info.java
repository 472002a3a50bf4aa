/// Membership's own OpenID provider: what its tokens say, who a person is, and the way through the browser. The protocol
/// is the oidc module's; rights are asked of the access package.
@NullMarked
package dev.atrium.membership.issuer;

import org.jspecify.annotations.NullMarked;
