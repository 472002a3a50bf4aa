/// Keycloak, an identity provider of somebody else's making, started from its distribution as a
/// process of its own. Which realms, people and clients it has, and what is asked of it, belongs to
/// the tests.
@NullMarked
package dev.atrium.testkit.keycloak;

import org.jspecify.annotations.NullMarked;
