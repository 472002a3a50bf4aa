/// The commands that run Portal or Console alone, configured by their environment.
@NullMarked
package dev.atrium.cli.console;

import org.jspecify.annotations.NullMarked;
