/// The program: Main, one wiring class for each role, and what decides which of them run. Nothing
/// here decides anything a user could notice beyond how the parts are put together.
@NullMarked
package dev.atrium.server;

import org.jspecify.annotations.NullMarked;
