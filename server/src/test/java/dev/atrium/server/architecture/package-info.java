/// Holds the sources to the rules of the house: the arrows between modules, sizes, names and
/// descriptions. It starts nothing.
@NullMarked
package dev.atrium.server.architecture;

import org.jspecify.annotations.NullMarked;
