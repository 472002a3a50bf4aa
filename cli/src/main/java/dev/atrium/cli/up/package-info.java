/// `atrium up`: its flags and what they may be. Starting the parts is the server's.
@NullMarked
package dev.atrium.cli.up;

import org.jspecify.annotations.NullMarked;
