/// Upstreams that ask nobody: for trying out a relying party, and for tests. They say the same
/// person each time, with the values that people who test against Dex know.
@NullMarked
package dev.atrium.connectors.mock;

import org.jspecify.annotations.NullMarked;
