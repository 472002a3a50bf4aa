/// The program: Main, one wiring class for each role, the all-in-one, health and readiness. Nothing
/// here decides anything a user could notice beyond how the parts are put together.
@NullMarked
package dev.atrium.server;

import org.jspecify.annotations.NullMarked;
