/// Ends what was granted: logout that a relying party asks for, and revocation (RFC 7009).
@NullMarked
package dev.atrium.oidc.logout;

import org.jspecify.annotations.NullMarked;
