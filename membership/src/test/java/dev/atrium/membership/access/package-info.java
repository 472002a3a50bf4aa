/// Tests of what the gate's package keeps to itself.
@NullMarked
package dev.atrium.membership.access;

import org.jspecify.annotations.NullMarked;
