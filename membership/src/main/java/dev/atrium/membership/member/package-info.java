/// The people of an organization and the policies they have there.
@NullMarked
package dev.atrium.membership.member;

import org.jspecify.annotations.NullMarked;
