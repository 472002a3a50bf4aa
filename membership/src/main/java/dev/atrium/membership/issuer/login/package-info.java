/// The way of a person through Membership's pages: to an upstream and back, to an invitation, to a
/// device's code, and out. What is remembered in between is the engine's affair; who the person is,
/// the person package's.
@NullMarked
package dev.atrium.membership.issuer.login;

import org.jspecify.annotations.NullMarked;
