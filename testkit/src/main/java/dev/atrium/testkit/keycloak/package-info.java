/// Keycloak, an identity provider of somebody else's making, as a process of its own. What is asked
/// of it belongs to the tests.
@NullMarked
package dev.atrium.testkit.keycloak;

import org.jspecify.annotations.NullMarked;
