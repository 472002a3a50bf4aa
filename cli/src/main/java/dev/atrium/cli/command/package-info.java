/// How a command line of several levels is put together: groups, commands that take the settings'
/// flags, help, and what is told when it cannot be read. What any command does stands elsewhere.
@NullMarked
package dev.atrium.cli.command;

import org.jspecify.annotations.NullMarked;
