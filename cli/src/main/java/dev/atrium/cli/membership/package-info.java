/// The command `membership`: its tree, its flags, its exit codes. What the commands do is asked of
/// [MembershipProgram].
@NullMarked
package dev.atrium.cli.membership;

import org.jspecify.annotations.NullMarked;
