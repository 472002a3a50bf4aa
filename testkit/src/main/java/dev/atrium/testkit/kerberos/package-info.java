/// A real Kerberos realm for tests: MIT's key distribution center and a browser's tokens made with
/// its tickets, all by programs of the machine. Faults are made by the tests.
@NullMarked
package dev.atrium.testkit.kerberos;

import org.jspecify.annotations.NullMarked;
