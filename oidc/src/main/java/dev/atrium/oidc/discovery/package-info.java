/// The discovery document and the key set, as bytes that keep their member order. It only tells
/// what the profile and the keys say; no endpoint is served from here.
@NullMarked
package dev.atrium.oidc.discovery;

import org.jspecify.annotations.NullMarked;
