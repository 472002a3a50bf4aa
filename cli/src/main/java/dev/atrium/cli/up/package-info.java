/// `atrium up`: its flags and what they may be. Starting the parts is the server's. Nothing is
/// opened or started here, so that reading the help costs nothing.
@NullMarked
package dev.atrium.cli.up;

import org.jspecify.annotations.NullMarked;
