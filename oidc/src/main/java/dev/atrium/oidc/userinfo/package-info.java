/// What a token says when it is shown to us again: the userinfo endpoint and introspection (RFC
/// 7662).
@NullMarked
package dev.atrium.oidc.userinfo;

import org.jspecify.annotations.NullMarked;
