/// Puts the Dex role together: its routes, its headers, its errors. Nothing is decided here that a
/// single route could decide.
@NullMarked
package dev.atrium.dex.server;

import org.jspecify.annotations.NullMarked;
