/// Tests of Membership from outside: real PostgreSQL, real HTTP.
@NullMarked
package dev.atrium.membership;

import org.jspecify.annotations.NullMarked;
