/// The commands that run Portal or Console alone, configured by their environment. What the
/// applications do and how they are put together belongs to the server.
@NullMarked
package dev.atrium.cli.console;

import org.jspecify.annotations.NullMarked;
