/// The modules of a stack. A module belongs to its stack; which versions exist is said by the
/// region.
@NullMarked
package dev.atrium.membership.module;

import org.jspecify.annotations.NullMarked;
