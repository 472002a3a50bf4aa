/// Ends what was granted: logout that a relying party asks for, and revocation (RFC 7009). What a
/// session is belongs to the package session; nothing here decides who is logged in.
@NullMarked
package dev.atrium.oidc.logout;

import org.jspecify.annotations.NullMarked;
