/// What the server says of itself, and that it is alive. It answers without the database, so that a
/// probe of it says nothing but that the process lives.
@NullMarked
package dev.atrium.membership.info;

import org.jspecify.annotations.NullMarked;
