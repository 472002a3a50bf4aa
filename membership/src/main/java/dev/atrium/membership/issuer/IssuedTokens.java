package dev.atrium.membership.issuer;

import dev.atrium.membership.access.Bearer;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.oidc.keys.JwtVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads the access tokens of our own issuer. An ID token is signed by the same key and is none: it
/// has no `scope`.
final class IssuedTokens implements BearerTokens {
    /// Clients compare the expiry with their own clock, without any tolerance.
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final JwtVerifier verifier;
    private final Clock clock;

    IssuedTokens(JwtVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    @Override
    public Optional<Bearer> read(String token) {
        return verifier.signed(token)
                .filter(
                        verified ->
                                verified.expiry().plus(TOLERANCE).isAfter(clock.instant()))
                .map(JwtVerifier.Verified::claims)
                .filter(claims -> claims.path("scope").isString())
                .filter(claims -> !claims.path("sub").asString("").isEmpty())
                .map(IssuedTokens::bearer);
    }

    private static Bearer bearer(JsonNode claims) {
        String organization = claims.path("organization_id").asString("");
        return new Bearer(
                new UserId(claims.path("sub").asString("")),
                organization.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OrganizationId(organization)),
                Arrays.stream(claims.path("scope").asString("").split(" "))
                        .map(Scope::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }
}
