/// Tests of the package of the same name.
@NullMarked
package dev.atrium.oidc.token;

import org.jspecify.annotations.NullMarked;
