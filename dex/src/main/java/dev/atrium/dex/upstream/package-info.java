/// Upstreams that were added while the server runs, beside those of the configuration: how they are
/// kept, and how they are opened again after a change.
@NullMarked
package dev.atrium.dex.upstream;

import org.jspecify.annotations.NullMarked;
