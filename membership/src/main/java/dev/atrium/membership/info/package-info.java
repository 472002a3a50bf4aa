/// What the server says of itself, and that it is alive.
@NullMarked
package dev.atrium.membership.info;

import org.jspecify.annotations.NullMarked;
