package dev.atrium.oidc.client;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a client's users may be sent back to. URIs are compared as bytes; nothing is normalised,
/// since each leniency is a way around the list (RFC 9700 section 2.1).
///
/// @param loopback whether a public client without a list may use any port and path on loopback
///     (RFC 8252 section 7.3)
/// @param deviceCallback the path at which the device flow ends, with the issuer's own path in
///     front; empty when it has none
public record RedirectUris(boolean loopback, String deviceCallback) {
    public static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    /// What clients of older releases registered for the device flow, whatever the issuer's path.
    public static final String BARE_DEVICE_CALLBACK = "/device/callback";

    // User info is tolerated, the scheme's case does not matter and the host's does; an IPv6
    // literal needs a port. That is what command line programs in use rely on.
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(?i:http)://(?:[^/?#@\\[\\]\\s]*@)?(?:(?:localhost|127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3})(?::\\d*)?|\\[::1]:\\d+)(?:/(?:[^\\s?#%]|%\\p{XDigit}{2})*)?(?:[?#]\\S*)?");

    /// @return the URI to send the browser to, or empty when the client did not register this one
    public Optional<String> accept(Client client, String uri) {
        if (client.redirectUris().contains(uri)) {
            return Optional.of(resolve(uri));
        }
        boolean free = loopback && client.isPublic() && client.redirectUris().isEmpty();
        if (!free) {
            return Optional.empty();
        }
        boolean device = !deviceCallback.isEmpty() && uri.equals(BARE_DEVICE_CALLBACK);
        return uri.equals(OUT_OF_BAND) || device || LOOPBACK.matcher(uri).matches()
                ? Optional.of(resolve(uri))
                : Optional.empty();
    }

    /// The spelling of the device callback that this client may use.
    public String deviceCallbackOf(Client client) {
        return accept(client, deviceCallback).isPresent()
                        || accept(client, BARE_DEVICE_CALLBACK).isEmpty()
                ? deviceCallback
                : BARE_DEVICE_CALLBACK;
    }

    private String resolve(String uri) {
        return uri.equals(BARE_DEVICE_CALLBACK) && !deviceCallback.isEmpty() ? deviceCallback : uri;
    }
}
