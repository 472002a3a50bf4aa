/// Reading configuration files: a YAML tree that remembers file, line and path of every value, and
/// typed access to it that reports what is wrong in those words. What a key means is known by the
/// module whose file it is, never here.
@NullMarked
package dev.atrium.kernel.config;

import org.jspecify.annotations.NullMarked;
