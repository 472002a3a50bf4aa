/// Processes that are measured from outside: a JVM that runs one of our servers, and the CPU time
/// that a tree of processes has used.
@NullMarked
package dev.atrium.bench.process;

import org.jspecify.annotations.NullMarked;
