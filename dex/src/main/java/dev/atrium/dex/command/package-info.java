/// What the `dex` command says and does apart from serving. It prints nothing itself: the command
/// line does, with the texts of this package.
@NullMarked
package dev.atrium.dex.command;

import org.jspecify.annotations.NullMarked;
