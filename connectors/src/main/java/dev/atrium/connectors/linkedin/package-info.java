/// LinkedIn's older interface: who somebody is and their e-mail address. Newer applications of it
/// are OpenID clients, which belong to `oidc`.
@NullMarked
package dev.atrium.connectors.linkedin;

import org.jspecify.annotations.NullMarked;
