/// Stacks as the API shows them, and how their address is derived.
@NullMarked
package dev.atrium.membership.stack;

import org.jspecify.annotations.NullMarked;
