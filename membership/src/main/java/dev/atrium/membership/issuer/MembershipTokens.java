package dev.atrium.membership.issuer;

import dev.atrium.membership.access.Rights;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.stack.StackAddress;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.TokenPolicy;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The four kinds of token. Each issue asks for the person's rights of now, so that a refresh token
/// gives no more than they still have. The access token is a JWT whose `scope` is one text, since
/// clients read it that way; the ID token of a root login tells what the person reaches.
final class MembershipTokens implements TokenPolicy {
    private final Database database;
    private final RightsStore rights = new RightsStore();
    private final AccessStore store = new AccessStore();
    private final Duration lifetime;
    private final Clock clock;

    MembershipTokens(Database database, Duration lifetime, Clock clock) {
        this.database = database;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public Content content(Grant grant, Occasion occasion) {
        UserId user = new UserId(grant.subject());
        AccessStore.Person person =
                database.read(tx -> store.person(tx, user))
                        .orElseThrow(() -> refused("the account does not exist any more"));
        Reached reached = reach(user, grant);
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("nbf", clock.instant().getEpochSecond());
        access.put("client_id", grant.client().value());
        reached.organization().ifPresent(id -> access.put("organization_id", id.value()));
        access.put("scope", String.join(" ", reached.scopes()));
        return new Content(
                new Body(reached.audience(), lifetime, Map.of(), access),
                Optional.of(idToken(grant, user, person)));
    }

    /// @param organization that the token is bound to
    private record Reached(
            Optional<OrganizationId> organization, List<String> audience, List<String> scopes) {}

    private Reached reach(UserId user, Grant grant) {
        String client = grant.client().value();
        List<String> standard = IssuerScopes.standard(grant.scopes());
        return switch (Wanted.read(grant.data())) {
            case Wanted.Root _ -> new Reached(Optional.empty(), List.of(client), grant.scopes());
            case Wanted.Organization wanted -> {
                Rights held = inside(user, wanted.organization(), Optional.empty());
                List<String> scopes = new ArrayList<>(standard);
                grant.scopes().stream()
                        .filter(label -> Scope.of(label).filter(held.scopes()::contains).isPresent())
                        .forEach(scopes::add);
                yield new Reached(Optional.of(wanted.organization()), List.of(client), scopes);
            }
            case Wanted.OnStack wanted -> onStack(user, client, standard, wanted);
            case Wanted.Application wanted -> throw unknownApplication(wanted.alias());
        };
    }

    private Reached onStack(
            UserId user, String client, List<String> standard, Wanted.OnStack wanted) {
        Rights held = inside(user, wanted.organization(), Optional.of(wanted.stack()));
        String baseUrl =
                database.read(tx -> store.baseUrl(tx, wanted.organization(), wanted.stack()))
                        .orElseThrow(() -> refused("stack " + wanted.stack() + " does not exist"));
        List<String> scopes = new ArrayList<>(standard);
        for (Scope scope : List.of(Scope.STACK_READ, Scope.STACK_WRITE)) {
            if (wanted.scopes().contains(scope.label()) && held.scopes().contains(scope)) {
                scopes.add(scope.label());
            }
        }
        String issuer =
                StackAddress.of(baseUrl, wanted.organization(), wanted.stack()) + "/api/auth";
        return new Reached(Optional.of(wanted.organization()), List.of(client, issuer), scopes);
    }

    private Rights inside(UserId user, OrganizationId organization, Optional<StackId> stack) {
        Rights held = database.read(tx -> rights.of(tx, user, Optional.of(organization), stack));
        if (!held.inside()) {
            throw refused("you are not a member of organization " + organization);
        }
        return held;
    }

    /// Whether a person may have the token, asked before they approve it.
    ///
    /// @throws OAuthProblem.Answered when they may not
    void check(UserId user, Grant grant) {
        reach(user, grant);
    }

    private Body idToken(Grant grant, UserId user, AccessStore.Person person) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("azp", grant.client().value());
        grant.nonce().ifPresent(nonce -> before.put("nonce", nonce));
        grant.authTime().ifPresent(time -> before.put("auth_time", time.getEpochSecond()));
        Map<String, Object> after = claims(person);
        if (grant.asks(IssuerScopes.ACCESSES)) {
            after.put("org", organizations(user));
        }
        return new Body(List.of(grant.client().value()), lifetime, before, after);
    }

    static Map<String, Object> claims(AccessStore.Person person) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("email", person.email());
        claims.put("email_verified", person.verified());
        return claims;
    }

    /// The claim by which fctl decides which organizations and stacks there are.
    private List<Map<String, Object>> organizations(UserId user) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        Map<String, List<Object>> stacks = new LinkedHashMap<>();
        for (AccessStore.Reach reach : database.read(tx -> store.of(tx, user))) {
            stacks.computeIfAbsent(reach.organization(), _ -> new ArrayList<>());
            found.computeIfAbsent(
                    reach.organization(),
                    id ->
                            ordered(
                                    "id", id,
                                    "displayName", reach.organizationName(),
                                    "stacks", stacks.getOrDefault(id, List.of()),
                                    "applications", List.of()));
            if (reach.stack().isPresent() && !reach.scopes().isEmpty()) {
                String uri =
                        StackAddress.of(
                                reach.baseUrl(),
                                new OrganizationId(reach.organization()),
                                new StackId(reach.stack().get()));
                stacks.getOrDefault(reach.organization(), new ArrayList<>())
                        .add(
                                ordered(
                                        "id", reach.stack().get(),
                                        "displayName", reach.stackName(),
                                        "uri", uri,
                                        "scopes", reach.scopes()));
            }
        }
        return List.copyOf(found.values());
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            map.put((String) pairs[index], pairs[index + 1]);
        }
        return map;
    }

    @Override
    public boolean refreshable(Grant grant) {
        return grant.asks(IssuerScopes.OFFLINE);
    }

    /// Nothing is asked of the upstream: [#content] looks at our own rights at each issue.
    @Override
    public Grant renew(Grant grant) {
        return grant;
    }

    @Override
    public Map<String, Object> known(Grant grant) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("sub", grant.subject());
        database.read(tx -> store.person(tx, new UserId(grant.subject())))
                .ifPresent(person -> known.putAll(claims(person)));
        return known;
    }

    /// One grant never ends another: fctl holds one for each organization and stack.
    @Override
    public Optional<String> slot(Grant grant) {
        return Optional.empty();
    }

    private static OAuthProblem refused(String reason) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, reason);
    }

    static OAuthProblem.Answered unknownApplication(String alias) {
        return new OAuthProblem.Answered(
                OAuthError.INVALID_TARGET,
                "application " + alias + " is not known to this server");
    }
}
