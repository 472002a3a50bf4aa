package dev.atrium.dex.logout;

import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.keys.JwtSigner;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells clients that a session has ended (OpenID Connect Back-Channel Logout 1.0). It is told
/// once, each client for itself, and nobody waits for it.
public final class Backchannel {
    private static final Logger LOG = LoggerFactory.getLogger(Backchannel.class);
    private static final Duration VALIDITY = Duration.ofMinutes(2);
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final DexClients clients;
    private final JwtSigner signer;
    private final String issuer;
    private final OutgoingHttp http;
    private final Clock clock;
    private final RandomIds ids;

    /// @param issuer the value of `iss`
    /// @param http with a deadline that a client's server must keep
    public Backchannel(
            DexClients clients,
            JwtSigner signer,
            String issuer,
            OutgoingHttp http,
            Clock clock,
            RandomIds ids) {
        this.clients = clients;
        this.signer = signer;
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
        this.ids = ids;
    }

    public void ended(BrowserSession session) {
        for (BrowserSession.ClientState state : session.clients()) {
            Optional<DexClient> client = clients.dexClient(state.client());
            client.flatMap(DexClient::backchannelLogoutUri)
                    .ifPresent(
                            uri ->
                                    Thread.ofVirtual()
                                            .name("backchannel-logout")
                                            .start(() -> tell(uri, session, state)));
        }
    }

    private void tell(String uri, BrowserSession session, BrowserSession.ClientState state) {
        try {
            OutgoingHttp.Answer answer =
                    http.form(
                            URI.create(uri),
                            Parameters.EMPTY.with("logout_token", token(session, state)).encode(),
                            "Cache-Control",
                            "no-cache, no-store");
            if (answer.status() / 100 != 2) {
                failed(state, "it answered " + answer.status());
            }
        } catch (OutgoingException | RuntimeException failure) {
            failed(state, String.valueOf(failure.getMessage()));
        }
    }

    private static void failed(BrowserSession.ClientState state, String reason) {
        LOG.atWarn()
                .addKeyValue("client_id", state.client())
                .addKeyValue("reason", reason)
                .log("a client could not be told of a logout");
    }

    private String token(BrowserSession session, BrowserSession.ClientState state) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", session.person().subject());
        claims.put("aud", state.client().value());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(VALIDITY).getEpochSecond());
        claims.put("jti", ids.randomUuid().toString());
        claims.put("sid", session.id());
        claims.put("events", Map.of(EVENT, Map.of()));
        return signer.sign("logout+jwt", claims);
    }
}
