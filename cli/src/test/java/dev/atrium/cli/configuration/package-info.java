/// Tests of `membership configuration`, on a real database.
@NullMarked
package dev.atrium.cli.configuration;

import org.jspecify.annotations.NullMarked;
