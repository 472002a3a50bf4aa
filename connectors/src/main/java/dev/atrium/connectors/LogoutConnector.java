package dev.atrium.connectors;

import java.util.Optional;

/// A connector whose upstream keeps people logged in and lets them log out.
public interface LogoutConnector {

    /// Where a browser logs out of the upstream.
    ///
    /// @param returnTo where the upstream sends the browser then
    /// @param idToken the last one that the upstream gave for this person, where it was kept
    /// @return empty when the upstream does not offer it
    /// @throws UpstreamException when the upstream could not be asked
    Optional<String> logoutUrl(String returnTo, Optional<String> idToken) throws UpstreamException;
}
