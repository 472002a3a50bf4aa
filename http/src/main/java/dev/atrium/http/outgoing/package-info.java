/// Requests that we send. Each has a deadline, a limit on the answer and a rule about which
/// addresses may be reached; redirects are never followed. What is said to whom is known by the
/// caller only.
@NullMarked
package dev.atrium.http.outgoing;

import org.jspecify.annotations.NullMarked;
