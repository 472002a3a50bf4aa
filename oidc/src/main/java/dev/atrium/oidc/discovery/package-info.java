/// The discovery document and the key set, as bytes that keep their member order.
@NullMarked
package dev.atrium.oidc.discovery;

import org.jspecify.annotations.NullMarked;
