/// Tests of the issuer over real HTTP, a real Dex role beside it as the provider that logs people
/// in.
@NullMarked
package dev.atrium.membership.issuer;

import org.jspecify.annotations.NullMarked;
