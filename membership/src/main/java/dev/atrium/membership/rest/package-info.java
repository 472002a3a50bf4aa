/// How the REST API writes what every feature shares: errors, lists with their pages and cursors.
/// No feature's own
/// shapes.
@NullMarked
package dev.atrium.membership.rest;

import org.jspecify.annotations.NullMarked;
