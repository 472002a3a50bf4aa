/// Who has a policy on a stack besides the one they have in the organization. What somebody may do
/// in the end is decided in the package access, never here.
@NullMarked
package dev.atrium.membership.stackuser;

import org.jspecify.annotations.NullMarked;
