/// From configuration to connectors: which kinds there are and what each reads. The kinds do not
/// know this package. What a kind of upstream does belongs to its own package.
@NullMarked
package dev.atrium.connectors.opening;

import org.jspecify.annotations.NullMarked;
