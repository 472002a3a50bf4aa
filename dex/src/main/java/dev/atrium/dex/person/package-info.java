/// The people who have logged in: who they were at their last login, and what they agreed that
/// clients may see. Passwords are not kept here, and nobody logs in here.
@NullMarked
package dev.atrium.dex.person;

import org.jspecify.annotations.NullMarked;
