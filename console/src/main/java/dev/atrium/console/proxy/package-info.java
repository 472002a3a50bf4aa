/// The way from a web application to the management API: the session's cookie is exchanged for its
/// access token, and the rest passes through. It knows no operation of the API.
@NullMarked
package dev.atrium.console.proxy;

import org.jspecify.annotations.NullMarked;
