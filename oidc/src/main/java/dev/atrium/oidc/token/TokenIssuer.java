package dev.atrium.oidc.token;

import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.keys.JwtSigner;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns a grant into signed tokens.
public final class TokenIssuer {
    private final Profile profile;
    private final TokenPolicy policy;
    private final JwtSigner signer;
    private final Clock clock;
    private final RandomIds ids;

    public TokenIssuer(
            Profile profile, TokenPolicy policy, JwtSigner signer, Clock clock, RandomIds ids) {
        this.profile = profile;
        this.policy = policy;
        this.signer = signer;
        this.clock = clock;
        this.ids = ids;
    }

    /// Everything but a refresh token.
    ///
    /// @param codeHash the `c_hash` of the code that the tokens are given for
    /// @throws dev.atrium.oidc.keys.SignerUnavailable when they cannot be signed
    public TokenAnswer issue(
            Grant grant, TokenPolicy.Occasion occasion, Optional<String> codeHash) {
        TokenPolicy.Content content = policy.content(grant, occasion);
        Instant now = clock.instant();
        String access = sign(grant, content.access(), now, accessHashes());
        Optional<String> id =
                content.id()
                        .map(
                                body ->
                                        sign(
                                                grant,
                                                body,
                                                now,
                                                idHashes(Optional.of(access), codeHash)));
        return new TokenAnswer(
                access,
                Optional.empty(),
                content.access().lifetime().toSeconds(),
                Optional.empty(),
                id,
                profile.tokens().echoesScope() ? grant.scopes() : List.of());
    }

    /// Tokens that go to the browser's address (OpenID Connect Core sections 3.2 and 3.3).
    ///
    /// @param types the words of `response_type`
    /// @param codeHash the `c_hash` of the code that goes with them
    public FrontChannel front(Grant grant, List<String> types, Optional<String> codeHash) {
        TokenPolicy.Content content = policy.content(grant, TokenPolicy.Occasion.LOGIN);
        Instant now = clock.instant();
        Optional<String> access =
                types.contains("token")
                        ? Optional.of(sign(grant, content.access(), now, accessHashes()))
                        : Optional.empty();
        Optional<String> id =
                types.contains("id_token")
                        ? content.id()
                                .map(body -> sign(grant, body, now, idHashes(access, codeHash)))
                        : Optional.empty();
        return new FrontChannel(access, id, content.access().lifetime().toSeconds());
    }

    public record FrontChannel(
            Optional<String> accessToken, Optional<String> idToken, long expiresIn) {}

    /// The `c_hash` of a code.
    public String codeHash(String code) {
        return signer.leftHalf(code);
    }

    private Map<String, String> accessHashes() {
        return profile.tokens().accessTokenHash()
                ? Map.of("at_hash", signer.leftHalf(ids.base32(16)))
                : Map.of();
    }

    private Map<String, String> idHashes(Optional<String> access, Optional<String> codeHash) {
        Map<String, String> hashes = new LinkedHashMap<>();
        access.ifPresent(token -> hashes.put("at_hash", signer.leftHalf(token)));
        codeHash.ifPresent(hash -> hashes.put("c_hash", hash));
        return hashes;
    }

    private String sign(
            Grant grant, TokenPolicy.Body body, Instant now, Map<String, String> hashes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", profile.issuer());
        claims.put("sub", grant.subject());
        claims.put(
                "aud", body.audience().size() == 1 ? body.audience().getFirst() : body.audience());
        claims.put("exp", now.plus(body.lifetime()).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", ids.randomUuid().toString());
        claims.putAll(body.before());
        claims.putAll(hashes);
        claims.putAll(body.after());
        return signer.sign(claims);
    }
}
