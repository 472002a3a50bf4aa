/// A SAML identity provider for tests, which signs what it is told to, forgeries included.
@NullMarked
package dev.atrium.testkit.saml;

import org.jspecify.annotations.NullMarked;
