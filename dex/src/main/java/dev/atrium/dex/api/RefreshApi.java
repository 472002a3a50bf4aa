package dev.atrium.dex.api;

import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.ProtoPair;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.rpc.dex.ListRefreshReq;
import dev.atrium.rpc.dex.ListRefreshResp;
import dev.atrium.rpc.dex.RefreshTokenRef;
import dev.atrium.rpc.dex.RevokeRefreshReq;
import dev.atrium.rpc.dex.RevokeRefreshResp;
import dev.atrium.storage.Database;

/// Refresh tokens. Here a user's id is the value of `sub`.
final class RefreshApi {
    private static final String BASE64_URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Database database;
    private final RefreshTokens tokens;

    RefreshApi(Database database, RefreshTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    ListRefreshResp list(ListRefreshReq request) {
        String subject = subject(request.getUserId());
        ListRefreshResp.Builder answer = ListRefreshResp.newBuilder();
        for (RefreshTokens.Held held : tokens.heldBy(subject)) {
            answer.addRefreshTokens(
                    RefreshTokenRef.newBuilder()
                            .setId(held.id())
                            .setClientId(held.client().value())
                            .setCreatedAt(held.created().getEpochSecond())
                            .setLastUsed(held.lastUsed().getEpochSecond()));
        }
        return answer.build();
    }

    RevokeRefreshResp revoke(RevokeRefreshReq request) {
        String subject = subject(request.getUserId());
        ClientId client = new ClientId(request.getClientId());
        int revoked = database.write(tx -> tokens.revoke(tx, subject, client));
        return RevokeRefreshResp.newBuilder().setNotFound(revoked == 0).build();
    }

    private static String subject(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (BASE64_URL.indexOf(text.charAt(index)) < 0) {
                throw new ApiProblem("illegal base64 data at input byte " + index);
            }
        }
        return ProtoPair.decode(text)
                .map(_ -> text)
                .orElseThrow(() -> new ApiProblem("user_id is not the sub of a token"));
    }
}
