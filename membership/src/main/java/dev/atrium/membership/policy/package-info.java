/// Policies and the scopes in them, built-in and custom. What a scope permits is said in the access
/// package.
@NullMarked
package dev.atrium.membership.policy;

import org.jspecify.annotations.NullMarked;
