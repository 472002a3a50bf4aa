/// Tests of the command line of Membership.
@NullMarked
package dev.atrium.cli.membership;

import org.jspecify.annotations.NullMarked;
