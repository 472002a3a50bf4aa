package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Bearer;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.keys.JwtVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads Membership's own access tokens back. An ID token is none, nor is a token whose audience is
/// a stack or an application: whoever it was shown to could otherwise act here.
public final class AccessTokens implements BearerTokens {
    /// fctl uses a token up to its last second, and the request takes time.
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    private final JwtVerifier verifier;
    private final Clock clock;

    public AccessTokens(JwtVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Optional<Bearer> read(String token) {
        return claims(token).filter(AccessTokens::forUs).map(AccessTokens::bearer);
    }

    /// The claims of an access token that holds now, whatever its audience.
    Optional<JsonNode> claims(String token) {
        return verifier.signed(token)
                .filter(this::current)
                .map(JwtVerifier.Verified::claims)
                .filter(AccessTokens::isAccessToken);
    }

    /// Whether the claims are those of an access token, whatever its audience.
    public static boolean isAccessToken(JsonNode claims) {
        return claims.has("client_id") && !claims.path("sub").asString("").isEmpty();
    }

    private boolean current(JwtVerifier.Verified token) {
        Instant now = clock.instant();
        long from = token.claims().path("nbf").asLong(0);
        return now.isBefore(token.expiry().plus(LEEWAY))
                && !now.plus(LEEWAY).isBefore(Instant.ofEpochSecond(from));
    }

    /// What a stack obtained, for itself or for somebody who logged in there, is no key to us.
    private static boolean forUs(JsonNode claims) {
        return isAccessToken(claims)
                && claims.path("aud").equals(claims.path("client_id"))
                && !claims.path("client_id").asString("").startsWith(StackId.CLIENT_PREFIX);
    }

    private static Bearer bearer(JsonNode claims) {
        Set<Scope> scopes =
                SpaceDelimited.words(claims.path("scope").asString("")).stream()
                        .map(Scope::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        Optional<OrganizationId> organization =
                claims.has("organization_id")
                        ? Optional.of(new OrganizationId(claims.get("organization_id").asString()))
                        : Optional.empty();
        return new Bearer(caller(claims, organization), organization, scopes);
    }

    /// A client that stands for itself is its own subject; none of those has people log in.
    private static Caller caller(JsonNode claims, Optional<OrganizationId> organization) {
        String subject = claims.path("sub").asString();
        return organization.isPresent()
                        && subject.startsWith(ClientId.PREFIX)
                        && subject.length() > ClientId.PREFIX.length()
                        && subject.equals(claims.path("client_id").asString())
                ? new Caller.OrganizationClient(
                        new ClientId(subject.substring(ClientId.PREFIX.length())),
                        organization.orElseThrow())
                : new Caller.Person(new UserId(subject));
    }
}
