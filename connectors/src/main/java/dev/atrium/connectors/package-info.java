/// Ways to ask an upstream who somebody is. A connector knows its upstream's protocol and nothing
/// of relying parties, tokens or organizations; each kind of upstream has a package of its own
/// below this one.
@NullMarked
package dev.atrium.connectors;

import org.jspecify.annotations.NullMarked;
