/// What every role of a process shares.
@NullMarked
package dev.atrium.server.role;

import org.jspecify.annotations.NullMarked;
