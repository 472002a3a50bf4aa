/// People's accounts: the connected one and what all accounts have.
@NullMarked
package dev.atrium.membership.user;

import org.jspecify.annotations.NullMarked;
