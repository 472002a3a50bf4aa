package dev.atrium.connectors.opening;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.http.Request;

/// Stands in for a connector that could not be made, so that it is listed and answers with the
/// reason.
public record ClosedConnector(String type, String reason) implements RedirectConnector {
    @Override
    public void check() throws UpstreamException {
        throw closed();
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        throw closed();
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        throw closed();
    }

    private UpstreamException closed() {
        return new UpstreamException(UpstreamException.Kind.UNAVAILABLE, reason);
    }
}
