/// Plays recorded exchanges of another product against a server of ours and says where the answers
/// differ. A recording is a scenario (the steps), a configuration and one line per answer; values
/// that change from run to run are placeholders, and the clock is moved where the scenario waits.
/// What is different on purpose is data that the caller passes in.
@NullMarked
package dev.atrium.testkit.replay;

import org.jspecify.annotations.NullMarked;
