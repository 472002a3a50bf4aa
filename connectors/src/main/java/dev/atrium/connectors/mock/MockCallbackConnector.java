package dev.atrium.connectors.mock;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.TokenConnector;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends the browser straight to the callback.
public final class MockCallbackConnector
        implements RedirectConnector, RefreshableConnector, TokenConnector {
    private static final byte[] STATE = "foobar".getBytes(StandardCharsets.UTF_8);

    @Override
    public String type() {
        return "mockCallback";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) {
        return new Departure(
                callback + "?" + Parameters.EMPTY.with("state", state).encode(), new byte[0]);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer) {
        return login();
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState) {
        return login();
    }

    @Override
    public Login recognise(Asked asked, TokenKind kind, String token) {
        return login();
    }

    private static Login login() {
        return new Login(KilgoreTrout.with(List.of("authors")), STATE.clone());
    }
}
