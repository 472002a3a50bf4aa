package dev.atrium.connectors;

/// A connector whose upstream can say whose token of its own somebody shows, without a browser.
public interface TokenConnector {

    /// What the token is said to be.
    enum TokenKind {
        ACCESS_TOKEN,
        ID_TOKEN
    }

    /// @throws UpstreamException when the upstream does not vouch for the token or does not answer
    Login recognise(Asked asked, TokenKind kind, String token) throws UpstreamException;
}
