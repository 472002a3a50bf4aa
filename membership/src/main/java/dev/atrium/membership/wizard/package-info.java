/// `admin wizard`: users, organizations, regions and stacks from a declaration, compared and
/// completed, or asked for in
/// a menu. Whatever it writes goes through the stores of the features; it decides nothing about
/// rights.
@NullMarked
package dev.atrium.membership.wizard;

import org.jspecify.annotations.NullMarked;
