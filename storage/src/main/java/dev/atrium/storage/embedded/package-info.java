/// A PostgreSQL of our own for machines that have none: the binaries unpacked once, `initdb`, and
/// the server as a child process that only this machine can reach. It is for the all-in-one and for
/// Dex files without a server; production brings its own. Tests of other modules use theirs, and
/// choose the ports of other daemons here.
@NullMarked
package dev.atrium.storage.embedded;

import org.jspecify.annotations.NullMarked;
