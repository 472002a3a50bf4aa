/// Puts requests on a server over kept connections and times the answers. Knows HTTP/1.1 as far as
/// our own server speaks it, and nothing of what the answers mean.
@NullMarked
package dev.atrium.bench.load;

import org.jspecify.annotations.NullMarked;
