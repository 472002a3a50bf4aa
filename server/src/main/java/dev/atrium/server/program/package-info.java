/// What each command of the programs does, in the order it does it. Grammar and help belong to the
/// module cli; how a role is put together belongs to the package role.
@NullMarked
package dev.atrium.server.program;

import org.jspecify.annotations.NullMarked;
