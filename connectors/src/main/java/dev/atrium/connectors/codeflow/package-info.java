/// What upstreams that speak OAuth 2.0 have in common: the authorization code flow, the token
/// endpoint and calls of an API with the token that it gave. Nothing here knows a particular
/// upstream, nor what its answers mean.
@NullMarked
package dev.atrium.connectors.codeflow;

import org.jspecify.annotations.NullMarked;
