/// The people that this product knows by a password of its own: those that a configuration file
/// declares, and those that are stored. Passwords are bcrypt hashes and leave this package as
/// nothing else.
@NullMarked
package dev.atrium.connectors.local;

import org.jspecify.annotations.NullMarked;
