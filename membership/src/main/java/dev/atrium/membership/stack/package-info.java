/// Stacks as the API shows them, and how their address is derived. Modules and regions have
/// packages of their own; no cluster is called from here.
@NullMarked
package dev.atrium.membership.stack;

import org.jspecify.annotations.NullMarked;
