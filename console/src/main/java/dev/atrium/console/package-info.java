/// The roles Portal and Console: login at Membership, the session of a browser, and the proxy
/// behind the two web applications. Tokens stay on this side; the browser holds an opaque cookie.
/// What the pages look like and what they do belongs to the web workspace; what the API answers
/// belongs to Membership.
@NullMarked
package dev.atrium.console;

import org.jspecify.annotations.NullMarked;
