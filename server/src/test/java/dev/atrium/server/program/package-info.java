/// Tests of the package of the same name.
@NullMarked
package dev.atrium.server.program;

import org.jspecify.annotations.NullMarked;
