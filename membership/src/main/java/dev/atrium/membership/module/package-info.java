/// The modules of a stack.
@NullMarked
package dev.atrium.membership.module;

import org.jspecify.annotations.NullMarked;
