/// The people of an organization and the policies they have there. What a member may do is decided
/// in the package access, never here.
@NullMarked
package dev.atrium.membership.member;

import org.jspecify.annotations.NullMarked;
