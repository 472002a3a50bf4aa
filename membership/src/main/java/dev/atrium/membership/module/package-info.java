/// The modules of a stack: which are enabled, and how each of them is. A module belongs to its
/// stack; which versions exist is said by the region, and no cluster is called from here.
@NullMarked
package dev.atrium.membership.module;

import org.jspecify.annotations.NullMarked;
