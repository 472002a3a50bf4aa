/// Browser sessions: an opaque cookie and a row. What a session remembers about the person is the
/// role's own record.
@NullMarked
package dev.atrium.oidc.session;

import org.jspecify.annotations.NullMarked;
