/// Measures what the roles do with a CPU-second, each server in a JVM of its own. Nothing here is
/// part of the product, and no test waits for a clock.
@NullMarked
package dev.atrium.bench;

import org.jspecify.annotations.NullMarked;
