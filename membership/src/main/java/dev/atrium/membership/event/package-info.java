/// Telling other programs what happened. What the audit log says leaves through an outbox that was
/// written with it: to the message broker where there is one, and to the endpoints that platform
/// administrators name. What happened is decided and worded elsewhere.
@NullMarked
package dev.atrium.membership.event;

import org.jspecify.annotations.NullMarked;
