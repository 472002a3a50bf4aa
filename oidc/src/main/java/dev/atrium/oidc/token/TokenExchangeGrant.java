package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Gives tokens of ours for a token of an upstream (RFC 8693), which the parameter `connector_id`
/// names. Neither `audience` nor `resource` nor an acting party is looked at, and no refresh token
/// is given: the upstream's token can be shown again.
public final class TokenExchangeGrant implements GrantHandler {
    private final ClientAuthentication clients;
    private final Upstream upstream;
    private final TokenIssuer issuer;

    public TokenExchangeGrant(ClientAuthentication clients, Upstream upstream, TokenIssuer issuer) {
        this.clients = clients;
        this.upstream = upstream;
        this.issuer = issuer;
    }

    /// What kind of token is shown or wanted.
    public enum Kind {
        ACCESS_TOKEN("urn:ietf:params:oauth:token-type:access_token"),
        ID_TOKEN("urn:ietf:params:oauth:token-type:id_token");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        static Optional<Kind> of(String wire) {
            return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
        }
    }

    /// @param token of the upstream
    public record Subject(String connector, Kind kind, String token, List<String> scopes) {}

    /// How a role asks an upstream whose token it is.
    @FunctionalInterface
    public interface Upstream {
        /// @throws OAuthProblem.Answered when nobody vouches for the token
        Grant vouch(Client client, Subject subject);
    }

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form, type());
        Kind shown =
                Kind.of(form.text("subject_token_type"))
                        .orElseThrow(() -> notSupported("Invalid subject_token_type."));
        String token = form.text("subject_token");
        if (token.isEmpty()) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "Missing subject_token");
        }
        Grant grant =
                upstream.vouch(
                        client,
                        new Subject(
                                form.text("connector_id"),
                                shown,
                                token,
                                SpaceDelimited.words(form.text("scope"))));
        String wish = form.text("requested_token_type");
        Kind wanted =
                wish.isEmpty()
                        ? Kind.ACCESS_TOKEN
                        : Kind.of(wish)
                                .orElseThrow(() -> notSupported("Invalid requested_token_type."));
        return answer(grant, wanted);
    }

    private TokenAnswer answer(Grant grant, Kind wanted) {
        TokenIssuer.FrontChannel tokens =
                issuer.front(
                        grant,
                        List.of(wanted == Kind.ID_TOKEN ? "id_token" : "token"),
                        Optional.empty());
        return new TokenAnswer(
                tokens.accessToken().or(tokens::idToken).orElseThrow(),
                Optional.of(wanted.wire),
                tokens.expiresIn(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static OAuthProblem notSupported(String description) {
        return new OAuthProblem.Answered(OAuthError.REQUEST_NOT_SUPPORTED, description);
    }
}
