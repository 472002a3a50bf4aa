/// `membership configuration`: lists, shows, creates and deletes single objects, and makes the four
/// of a new installation. Only words, flags and what is printed live here; what is done is the
/// wizard's.
@NullMarked
package dev.atrium.cli.configuration;

import org.jspecify.annotations.NullMarked;
