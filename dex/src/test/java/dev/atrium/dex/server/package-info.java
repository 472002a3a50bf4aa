/// Tests of the whole role over HTTP.
@NullMarked
package dev.atrium.dex.server;

import org.jspecify.annotations.NullMarked;
