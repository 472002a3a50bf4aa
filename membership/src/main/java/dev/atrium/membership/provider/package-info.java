/// The provider with which the people of one organization log in: configuring it, and finding it
/// for a login. Who somebody is whom it vouches for belongs to the issuer.
@NullMarked
package dev.atrium.membership.provider;

import org.jspecify.annotations.NullMarked;
