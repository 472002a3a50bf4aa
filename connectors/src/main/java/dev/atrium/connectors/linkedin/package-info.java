/// LinkedIn's older interface. Newer applications of it are OpenID clients, which belong to `oidc`.
@NullMarked
package dev.atrium.connectors.linkedin;

import org.jspecify.annotations.NullMarked;
