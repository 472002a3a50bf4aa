/// Policies and the scopes in them, built-in and custom. What a scope permits is said in the access
/// package. Whether a call is allowed is decided in the package access, never here.
@NullMarked
package dev.atrium.membership.policy;

import org.jspecify.annotations.NullMarked;
