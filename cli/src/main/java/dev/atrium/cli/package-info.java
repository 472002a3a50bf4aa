/// The command lines: their grammar, their flags and environment names, their exit codes. What a
/// command does is asked of small interfaces that the server implements, so that reading a help
/// text starts nothing.
@NullMarked
package dev.atrium.cli;

import org.jspecify.annotations.NullMarked;
