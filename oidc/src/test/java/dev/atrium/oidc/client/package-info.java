/// Tests of the package of the same name.
@NullMarked
package dev.atrium.oidc.client;

import org.jspecify.annotations.NullMarked;
