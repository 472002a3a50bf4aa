/// People's accounts: the connected one and what all accounts have. How somebody proves who they
/// are belongs to the issuer, never here.
@NullMarked
package dev.atrium.membership.user;

import org.jspecify.annotations.NullMarked;
