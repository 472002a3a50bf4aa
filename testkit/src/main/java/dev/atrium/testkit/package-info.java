/// What tests of every module share: a real PostgreSQL, a clock that is moved, the player of
/// recorded exchanges and simulated clients. Nothing of it is on a production class path.
@NullMarked
package dev.atrium.testkit;

import org.jspecify.annotations.NullMarked;
