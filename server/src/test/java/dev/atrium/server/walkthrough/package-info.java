/// Follows the documents that people have: real processes, a real browser, real logins. What a
/// single module answers is tested beside that module.
@NullMarked
package dev.atrium.server.walkthrough;

import org.jspecify.annotations.NullMarked;
