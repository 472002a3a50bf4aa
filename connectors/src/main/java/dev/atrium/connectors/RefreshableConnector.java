package dev.atrium.connectors;

/// A connector that can be asked later, without the person, whether somebody is still who they
/// were.
public interface RefreshableConnector {

    /// @param known who it was at the last login or refresh; the user id never changes
    /// @param upstreamState what the connector left behind then
    /// @throws UpstreamException when the upstream refuses or does not answer
    Login refresh(Asked asked, Identity known, byte[] upstreamState) throws UpstreamException;
}
