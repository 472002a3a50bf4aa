/// Where log lines go and how they look. It configures the logging library once, at start; nobody
/// logs through this package.
@NullMarked
package dev.atrium.server.log;

import org.jspecify.annotations.NullMarked;
