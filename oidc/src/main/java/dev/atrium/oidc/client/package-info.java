/// Relying parties: what is known of one, how it proves who it is, and where a browser may be sent
/// back to. Where clients are kept is the role's affair, behind
/// [dev.atrium.oidc.client.ClientRegistry].
@NullMarked
package dev.atrium.oidc.client;

import org.jspecify.annotations.NullMarked;
