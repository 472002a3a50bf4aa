/// Signing keys and what is done with them: rotation, publication, signing and verifying. Nothing
/// here knows what a claim means.
@NullMarked
package dev.atrium.oidc.keys;

import org.jspecify.annotations.NullMarked;
