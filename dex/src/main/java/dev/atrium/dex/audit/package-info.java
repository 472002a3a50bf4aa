/// The record of logins: every attempt with what came of it, kept for a while, for those who must
/// answer who was where. Nothing is decided by it.
@NullMarked
package dev.atrium.dex.audit;

import org.jspecify.annotations.NullMarked;
