/// Tests of the package of the same name.
@NullMarked
package dev.atrium.oidc.keys;

import org.jspecify.annotations.NullMarked;
