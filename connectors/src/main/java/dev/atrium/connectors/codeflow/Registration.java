package dev.atrium.connectors.codeflow;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.kernel.Secret;
import java.util.Optional;

/// What an upstream knows us as.
///
/// @param redirectUri which must be the callback that we send; empty to send whatever the callback
///     is
public record Registration(String clientId, Credential credential, Optional<String> redirectUri) {

    /// For whoever sends the callback that it has.
    public static Registration of(String clientId, Secret secret) {
        return new Registration(clientId, Credential.secret(secret), Optional.empty());
    }

    /// @throws UpstreamException when the configuration names another callback, which the upstream
    ///     would refuse in its own words
    public void checkCallback(String callback) throws UpstreamException {
        if (redirectUri.filter(uri -> !uri.equals(callback)).isPresent()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "expected callback URL \""
                            + callback
                            + "\" did not match the URL in the config \""
                            + redirectUri.orElse("")
                            + "\"");
        }
    }
}
