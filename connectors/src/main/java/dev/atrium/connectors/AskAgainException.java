package dev.atrium.connectors;

/// The upstream refused how it was asked, and the connector has drawn a conclusion: sending the
/// browser there once more may succeed. Whoever does not care treats it as any refusal.
public final class AskAgainException extends UpstreamException {
    public AskAgainException(String message) {
        super(Kind.REFUSED, message);
    }
}
