/// The token endpoint: grants, a class each, and the tokens they give. Upstreams are asked outside
/// of any transaction, by the role, through [dev.atrium.oidc.token.TokenPolicy]; pages and
/// redirects do not belong here.
@NullMarked
package dev.atrium.oidc.token;

import org.jspecify.annotations.NullMarked;
