/// The device authorization grant (RFC 8628): codes, polling, approval. The pages that lead a
/// person through it are the role's.
@NullMarked
package dev.atrium.oidc.device;

import org.jspecify.annotations.NullMarked;
