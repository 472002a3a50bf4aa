/// Membership as an OpenID provider: its protocol as data, its clients, its routes and errors. How
/// somebody logs in is said in `login`, who they are in `person`, what tokens say in `token`; the
/// protocol itself is the engine's.
@NullMarked
package dev.atrium.membership.issuer;

import org.jspecify.annotations.NullMarked;
