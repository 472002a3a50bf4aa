/// The browser's session: an opaque cookie, and behind it the tokens of one login. Nothing of
/// another user or browser can be reached from one, and no token leaves for the browser.
@NullMarked
package dev.atrium.console.session;

import org.jspecify.annotations.NullMarked;
