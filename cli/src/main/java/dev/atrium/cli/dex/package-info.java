/// The `dex` command: its flags, its files and its exit codes, as Dex has them. What the commands
/// do is the server's.
@NullMarked
package dev.atrium.cli.dex;

import org.jspecify.annotations.NullMarked;
