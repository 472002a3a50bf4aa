/// A real LDAP directory for tests, with people and groups in it.
@NullMarked
package dev.atrium.testkit.directory;

import org.jspecify.annotations.NullMarked;
