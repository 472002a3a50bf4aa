/// One wiring class for each role: it opens what the role needs, starts its listener and its jobs,
/// and closes them again in reverse. Reading one is reading how that role is put together.
@NullMarked
package dev.atrium.server.role;

import org.jspecify.annotations.NullMarked;
