package dev.atrium.connectors.oidc;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What a provider's discovery document says (OpenID Connect Discovery 1.0 section 3), with the
/// configured addresses in place of its own.
///
/// @param algorithms in which ID tokens may be signed
record Provider(
        String issuer,
        URI authorization,
        URI token,
        URI keys,
        Optional<URI> userInfo,
        Optional<URI> endSession,
        List<String> challengeMethods,
        List<String> algorithms,
        List<String> tokenAuthentication) {}
