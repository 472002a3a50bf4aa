/// A SAML identity provider for tests, which signs what it is told to, forgeries included. What a
/// test expects of an assertion belongs to the test.
@NullMarked
package dev.atrium.testkit.saml;

import org.jspecify.annotations.NullMarked;
