package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.TokenPolicy;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens as Membership makes them. What the person may do is looked at anew each time, so that a
/// refresh gives no more than they have by then.
public final class MembershipTokens implements TokenPolicy {
    private final Database database;
    private final AccessStore store;
    private final ApplicationAccessStore applications;
    private final Reaches reaches;
    private final Duration lifetime;
    private final Clock clock;

    public MembershipTokens(
            Database database,
            AccessStore store,
            ApplicationAccessStore applications,
            Reaches reaches,
            Duration lifetime,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.applications = applications;
        this.reaches = reaches;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public Content content(Grant grant, Occasion occasion) {
        Target target = GrantData.read(grant.data()).target();
        Reach.Granted reach = reach(grant, target, occasion);
        return new Content(
                access(grant, target, reach),
                occasion == Occasion.CLIENT ? Optional.empty() : Optional.of(id(grant, occasion)));
    }

    /// A stack's client asks for nobody's rights: that it is this stack is all that its token says.
    private Reach.Granted reach(Grant grant, Target target, Occasion occasion) {
        if (occasion == Occasion.CLIENT && target instanceof Target.Root) {
            return new Reach.Granted(List.of(), Optional.empty());
        }
        return switch (reaches.of(caller(grant, target), target, grant.scopes())) {
            case Reach.Granted granted -> granted;
            case Reach.Refused refused -> throw refused(occasion, refused.sentence());
        };
    }

    /// A client that stands for itself is its own subject.
    private static Caller caller(Grant grant, Target target) {
        String subject = grant.subject();
        Optional<OrganizationId> organization = target.organization();
        return organization.isPresent()
                        && subject.startsWith(ClientId.PREFIX)
                        && subject.equals(grant.client().value())
                ? new Caller.OrganizationClient(
                        new ClientId(subject.substring(ClientId.PREFIX.length())),
                        organization.orElseThrow())
                : new Caller.Person(new UserId(subject));
    }

    /// fctl asks its user to log in again for `invalid_request` and gives up for any other code.
    private static OAuthProblem refused(Occasion occasion, String sentence) {
        return occasion == Occasion.REFRESH
                ? new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, sentence)
                : new OAuthProblem.Answered(OAuthError.ACCESS_DENIED, sentence, 400, List.of());
    }

    private Body access(Grant grant, Target target, Reach.Granted reach) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("nbf", clock.instant().getEpochSecond());
        claims.put("client_id", grant.client().value());
        claims.put("scope", String.join(" ", reach.scopes()));
        target.organization().ifPresent(id -> claims.put("organization_id", id.value()));
        List<String> audience =
                reach.audience()
                        .map(other -> List.of(grant.client().value(), other))
                        .orElseGet(() -> List.of(grant.client().value()));
        return new Body(audience, lifetime, claims, Map.of());
    }

    private Body id(Grant grant, Occasion occasion) {
        Map<String, Object> before = new LinkedHashMap<>();
        if (occasion == Occasion.LOGIN) {
            grant.nonce().ifPresent(nonce -> before.put("nonce", nonce));
        }
        grant.authTime().ifPresent(time -> before.put("auth_time", time.getEpochSecond()));
        Map<String, Object> after = known(grant);
        if (grant.asks(LoginScopes.ACCESSES)) {
            UserId user = new UserId(grant.subject());
            after.put(
                    "org",
                    database.read(
                            tx ->
                                    AccessClaim.of(
                                            store.ofMember(tx, user),
                                            applications.ofMember(tx, user))));
        }
        return new Body(List.of(grant.client().value()), lifetime, before, after);
    }

    @Override
    public boolean refreshable(Grant grant) {
        return grant.asks(LoginScopes.OFFLINE);
    }

    @Override
    public Grant renew(Grant grant) {
        return grant;
    }

    @Override
    public Map<String, Object> known(Grant grant) {
        return claims(new UserId(grant.subject()));
    }

    /// Who a person is, as claims; empty for somebody who does not exist any more.
    public Map<String, Object> claims(UserId user) {
        Map<String, Object> claims = new LinkedHashMap<>();
        database.read(tx -> store.profile(tx, user))
                .ifPresent(
                        profile -> {
                            claims.put("email", profile.email());
                            claims.put("email_verified", profile.emailVerified());
                            if (!profile.name().isEmpty()) {
                                claims.put("name", profile.name());
                            }
                        });
        return claims;
    }

    /// Grants live side by side: none ends another.
    @Override
    public Optional<String> slot(Grant grant) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> session(Grant grant) {
        return GrantData.read(grant.data()).session();
    }

    @Override
    public boolean keepsRefreshToken(Grant grant) {
        return grant.asks(LoginScopes.KEEP_REFRESH_TOKEN);
    }
}
