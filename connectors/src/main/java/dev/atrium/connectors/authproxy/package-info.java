/// A proxy in front of us that has already found out who somebody is, and says so in headers. No
/// other connector reads headers.
@NullMarked
package dev.atrium.connectors.authproxy;

import org.jspecify.annotations.NullMarked;
