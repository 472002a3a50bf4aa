/// The words every module shares and nothing else: secrets, problems, ids, durations, pages, JSON.
/// No input or output happens here, no clock is read, and no class of this package knows a protocol
/// or a feature.
@NullMarked
package dev.atrium.kernel;

import org.jspecify.annotations.NullMarked;
