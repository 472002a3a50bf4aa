/// Servers beside the stacks that take Membership's tokens: the catalogue with its scopes and
/// clients, and which organizations use them. What tokens for them say belongs to the issuer.
@NullMarked
package dev.atrium.membership.application;

import org.jspecify.annotations.NullMarked;
