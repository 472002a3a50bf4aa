package dev.atrium.dex.api;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.logout.SessionEnd;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.rpc.dex.AuthSession;
import dev.atrium.rpc.dex.ClientAuthState;
import dev.atrium.rpc.dex.DeleteAuthSessionReq;
import dev.atrium.rpc.dex.DeleteAuthSessionResp;
import dev.atrium.rpc.dex.GetAuthSessionReq;
import dev.atrium.rpc.dex.GetAuthSessionResp;
import dev.atrium.rpc.dex.ListAuthSessionsReq;
import dev.atrium.rpc.dex.ListAuthSessionsResp;
import dev.atrium.rpc.dex.TerminateSessionsByConnectorReq;
import dev.atrium.rpc.dex.TerminateSessionsByConnectorResp;
import dev.atrium.rpc.dex.TerminateSessionsByUserReq;
import dev.atrium.rpc.dex.TerminateSessionsByUserResp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Browser sessions. Whoever ends one here ends every refresh token of its person too.
final class SessionsApi {
    private final BrowserSessions sessions;
    private final SessionEnd end;

    SessionsApi(BrowserSessions sessions, SessionEnd end) {
        this.sessions = sessions;
        this.end = end;
    }

    GetAuthSessionResp get(GetAuthSessionReq request) {
        return sessions.find(ApiProblem.required(request.getId(), "no id supplied"))
                .map(session -> GetAuthSessionResp.newBuilder().setSession(wire(session)).build())
                .orElseThrow(() -> new ApiProblem("not found"));
    }

    ListAuthSessionsResp list(ListAuthSessionsReq request) {
        ListAuthSessionsResp.Builder answer = ListAuthSessionsResp.newBuilder();
        found(given(request.getUserId()), given(request.getConnectorId()))
                .forEach(session -> answer.addSessions(wire(session)));
        return answer.build();
    }

    DeleteAuthSessionResp delete(DeleteAuthSessionReq request) {
        ApiProblem.required(request.getId(), "no id supplied");
        boolean ended = sessions.find(request.getId()).filter(end::forGood).isPresent();
        return DeleteAuthSessionResp.newBuilder().setNotFound(!ended).build();
    }

    TerminateSessionsByConnectorResp ofConnector(TerminateSessionsByConnectorReq request) {
        String connector =
                ApiProblem.required(request.getConnectorId(), "no connector_id supplied");
        return TerminateSessionsByConnectorResp.newBuilder()
                .setSessionsTerminated(end(found(Optional.empty(), Optional.of(connector))))
                .build();
    }

    TerminateSessionsByUserResp ofUser(TerminateSessionsByUserReq request) {
        String user = ApiProblem.required(request.getUserId(), "no user_id supplied");
        return TerminateSessionsByUserResp.newBuilder()
                .setSessionsTerminated(end(found(Optional.of(user), Optional.empty())))
                .build();
    }

    private long end(List<BrowserSession> all) {
        return all.stream().filter(end::forGood).count();
    }

    private List<BrowserSession> found(Optional<String> user, Optional<String> connector) {
        return sessions.list(user, connector.map(ConnectorId::new));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static AuthSession wire(BrowserSession session) {
        AuthSession.Builder wire =
                AuthSession.newBuilder()
                        .setId(session.id())
                        .setUserId(session.person().userId())
                        .setConnectorId(session.person().connector().value())
                        .setCreatedAt(session.created().getEpochSecond())
                        .setLastActivity(session.lastActivity().getEpochSecond())
                        .setIpAddress(session.address())
                        .setUserAgent(session.userAgent())
                        .setAbsoluteExpiry(session.absoluteExpiry().getEpochSecond())
                        .setIdleExpiry(session.expires().getEpochSecond());
        for (BrowserSession.ClientState state : session.clients()) {
            wire.addClientStates(
                    ClientAuthState.newBuilder()
                            .setClientId(state.client().value())
                            .setAuthenticatedAt(state.authenticated().getEpochSecond())
                            .setLastActivity(state.lastActivity().getEpochSecond())
                            .setLastTokenIssuedAt(
                                    state.lastToken().map(Instant::getEpochSecond).orElse(0L))
                            .setViaSso(state.viaSso()));
        }
        return wire.build();
    }
}
