/// Tests of the package of the same name.
@NullMarked
package dev.atrium.server.grpc;

import org.jspecify.annotations.NullMarked;
