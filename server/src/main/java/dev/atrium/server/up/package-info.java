/// The all-in-one: what `up` starts, in which order, with which files, and what it says when it is
/// done. It puts together the roles as a deployment would and has no rule of its own about any of
/// them.
@NullMarked
package dev.atrium.server.up;

import org.jspecify.annotations.NullMarked;
