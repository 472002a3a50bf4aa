package dev.atrium.membership.issuer.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.membership.access.Bearer;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.GrantHandler;
import dev.atrium.oidc.token.TokenAnswer;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.oidc.token.TokenPolicy;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Token exchange (RFC 8693): a client trades its own access token for one that a stack or an
/// application takes, as fctl 2 does, and an application trades a person's token for one that
/// reaches as far as the delegations of its scopes. Never gives more than the token that is shown:
/// one that is narrowed to scopes gives no others.
public final class ExchangeGrant implements GrantHandler {
    /// What stands before an application's client where it proves who it is.
    public static final String APPLICATION = "application_";

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final ClientAuthentication clients;
    private final AccessTokens tokens;
    private final Database database;
    private final Applications applications;
    private final ApplicationAccessStore accesses;
    private final TokenIssuer issuer;

    public ExchangeGrant(
            ClientAuthentication clients,
            AccessTokens tokens,
            Database database,
            Applications applications,
            ApplicationAccessStore accesses,
            TokenIssuer issuer) {
        this.clients = clients;
        this.tokens = tokens;
        this.database = database;
        this.applications = applications;
        this.accesses = accesses;
        this.issuer = issuer;
    }

    /// Which application a client belongs to.
    @FunctionalInterface
    public interface Applications {
        Optional<Application> ofClient(String clientId);
    }

    /// @param url the audience of its tokens
    public record Application(String id, String url) {}

    @Override
    public GrantType type() {
        return GrantType.TOKEN_EXCHANGE;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form);
        if (!client.mayUse(GrantType.TOKEN_EXCHANGE)) {
            throw new OAuthProblem.Answered(
                    OAuthError.UNAUTHORIZED_CLIENT, "This client may not exchange tokens.");
        }
        types(form);
        String shown = form.text("subject_token");
        Grant grant =
                client.id().value().startsWith(APPLICATION)
                        ? delegated(client, form, shown)
                        : narrowed(client, form, shown);
        TokenAnswer answer = issuer.issue(grant, TokenPolicy.Occasion.CLIENT, Optional.empty());
        return new TokenAnswer(
                answer.accessToken(),
                Optional.of(ACCESS_TOKEN),
                answer.expiresIn(),
                Optional.empty(),
                Optional.empty(),
                answer.scopes());
    }

    private static void types(Parameters form) {
        if (!form.text("subject_token_type").equals(ACCESS_TOKEN)) {
            throw invalid("subject_token_type must be " + ACCESS_TOKEN + ".");
        }
        String wanted = form.text("requested_token_type");
        if (!wanted.isEmpty() && !wanted.equals(ACCESS_TOKEN)) {
            throw invalid("Only an access token can be asked for.");
        }
        if (!form.text("actor_token").isEmpty()) {
            throw invalid("actor_token is not supported.");
        }
    }

    /// The client's own token, for the API of one stack or for one application.
    private Grant narrowed(Client client, Parameters form, String shown) {
        JsonNode claims =
                tokens.claims(shown)
                        .filter(
                                found ->
                                        found.path("client_id")
                                                .asString("")
                                                .equals(client.id().value()))
                        .orElseThrow(ExchangeGrant::refused);
        Bearer bearer = tokens.read(shown).orElseThrow(ExchangeGrant::refused);
        Target target = within(target(form), bearer.organization());
        return new Grant(
                claims.path("sub").asString(),
                client.id(),
                bearer.organization().isPresent()
                        ? bearer.scopes().stream().map(Scope::label).sorted().toList()
                        : List.of(),
                Optional.empty(),
                Optional.empty(),
                GrantData.of(narrowed(target, bearer)).write());
    }

    private static Target target(Parameters form) {
        String audience = form.text("audience");
        Target target = Target.of(audience.isEmpty() ? form : form.with("resource", audience));
        return switch (target) {
            case Target.Root _, Target.Organization _ ->
                    throw new OAuthProblem.Answered(
                            OAuthError.INVALID_TARGET,
                            "An audience of the form stack://ORGANIZATION/STACK is needed.");
            case Target.Stack stack when stack.scopes().isEmpty() ->
                    new Target.Stack(
                            stack.within(),
                            stack.id(),
                            List.of(Scope.STACK_READ.label(), Scope.STACK_WRITE.label()));
            case Target.Stack stack -> stack;
            case Target.Application application -> application;
        };
    }

    private static Target within(Target target, Optional<OrganizationId> bound) {
        Target meant =
                target instanceof Target.Application application && bound.isPresent()
                        ? application.in(bound.orElseThrow())
                        : target;
        if (bound.isPresent() && !bound.equals(meant.organization())) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_TARGET, "The token is for another organization.");
        }
        return meant;
    }

    /// A token that is bound to an organization was given only some rights, and gives on no others.
    private static Target narrowed(Target target, Bearer bearer) {
        if (bearer.organization().isEmpty()) {
            return target;
        }
        return switch (target) {
            case Target.Stack stack ->
                    new Target.Stack(
                            stack.within(), stack.id(), held(stack.scopes().stream(), bearer));
            case Target.Application application ->
                    new Target.Application(
                            application.within(),
                            application.alias(),
                            held(application.scopes().stream(), bearer));
            case Target.Root root -> root;
            case Target.Organization organization -> organization;
        };
    }

    private static List<String> held(Stream<String> labels, Bearer bearer) {
        return labels.filter(label -> Scope.of(label).filter(bearer.scopes()::contains).isPresent())
                .toList();
    }

    /// A person's token for an application, for what that application's scopes stand for.
    private Grant delegated(Client client, Parameters form, String shown) {
        Application application =
                applications.ofClient(client.id().value()).orElseThrow(ExchangeGrant::refused);
        JsonNode claims =
                tokens.claims(shown)
                        .filter(found -> names(found.path("aud"), application.url()))
                        .filter(found -> found.has("organization_id"))
                        .orElseThrow(ExchangeGrant::refused);
        List<String> given = SpaceDelimited.words(claims.path("scope").asString(""));
        List<String> asked = SpaceDelimited.words(form.text("scope"));
        List<String> reach =
                database.read(tx -> accesses.delegated(tx, application.id(), given)).stream()
                        .filter(label -> asked.isEmpty() || asked.contains(label))
                        .toList();
        return new Grant(
                claims.path("sub").asString(),
                client.id(),
                reach,
                Optional.empty(),
                Optional.empty(),
                GrantData.of(
                                new Target.Organization(
                                        new OrganizationId(
                                                claims.get("organization_id").asString())))
                        .write());
    }

    private static boolean names(JsonNode audience, String url) {
        if (audience.isString()) {
            return audience.asString().equals(url);
        }
        for (JsonNode each : audience) {
            if (each.asString("").equals(url)) {
                return true;
            }
        }
        return false;
    }

    private static OAuthProblem refused() {
        return invalid("subject_token is not valid, has expired, or is not this client's.");
    }

    private static OAuthProblem invalid(String sentence) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, sentence);
    }
}
