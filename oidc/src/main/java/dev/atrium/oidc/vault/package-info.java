/// Signing keys that a Vault (or OpenBao) keeps in its transit engine: it signs, and nobody here
/// sees a private key. What is signed, and for whom, is not known here.
@NullMarked
package dev.atrium.oidc.vault;

import org.jspecify.annotations.NullMarked;
