/// A real LDAP directory for tests, with people and groups in it: a server of the machine, run as a
/// child process. Faults are not made here.
@NullMarked
package dev.atrium.testkit.directory;

import org.jspecify.annotations.NullMarked;
