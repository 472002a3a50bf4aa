/// What a token says when it is shown to us again: the userinfo endpoint and introspection (RFC
/// 7662). What a token says is decided when it is issued; nothing here adds to it.
@NullMarked
package dev.atrium.oidc.userinfo;

import org.jspecify.annotations.NullMarked;
