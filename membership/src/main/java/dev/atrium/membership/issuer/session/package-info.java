/// Ending what people are signed in with when the reason for it goes away. How sessions and tokens
/// are made belongs to the engine.
@NullMarked
package dev.atrium.membership.issuer.session;

import org.jspecify.annotations.NullMarked;
