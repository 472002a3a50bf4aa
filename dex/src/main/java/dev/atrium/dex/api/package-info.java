/// The administration interface over gRPC: what a caller may ask is in the protocol's file, who may
/// call is decided by the listener. Outcomes that callers expect are flags of an answer; anything
/// else is an error with a text.
@NullMarked
package dev.atrium.dex.api;

import org.jspecify.annotations.NullMarked;
