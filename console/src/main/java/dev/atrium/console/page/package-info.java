/// The files of a web application: its page for every path that is not a file, its assets with
/// their cache headers, and the headers that keep a page to its own origin. It reads the class path
/// and nothing else.
@NullMarked
package dev.atrium.console.page;

import org.jspecify.annotations.NullMarked;
