/// Organizations: reading them, who owns them, what joining one gives. Members and stacks have
/// packages of their own.
@NullMarked
package dev.atrium.membership.organization;

import org.jspecify.annotations.NullMarked;
