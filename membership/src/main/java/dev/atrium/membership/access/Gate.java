package dev.atrium.membership.access;

import dev.atrium.http.Handler;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Database;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Stands before every operation: reads the token, asks for the person's present rights, compares
/// them with what the operation takes. A token bound to an organization reaches no other one and
/// gives no more than its scopes, whatever the person may do; rights taken away since it was issued
/// are gone at once. Who is no member reads the same as for an organization that does not exist.
public final class Gate {
    private final BearerTokens tokens;
    private final Database database;
    private final RightsStore rights;

    public Gate(BearerTokens tokens, Database database, RightsStore rights) {
        this.tokens = tokens;
        this.database = database;
        this.rights = rights;
    }

    /// A route that anybody may call, without a token.
    public Route open(Operation operation, Handler handler) {
        if (!operation.open()) {
            throw new IllegalArgumentException(operation + " is not open to everybody");
        }
        return route(operation, handler);
    }

    public Route guard(Operation operation, Endpoint endpoint) {
        return route(operation, request -> endpoint.answer(admit(operation, request)));
    }

    /// A route that is asked for often enough to read rights and answer in one statement.
    public Route guardInPassing(Operation operation, PassingEndpoint endpoint) {
        return route(operation, request -> pass(operation, request, endpoint));
    }

    private Response pass(Operation operation, Request request, PassingEndpoint endpoint) {
        Bearer bearer = bearer(request);
        Optional<OrganizationId> organization = organization(operation, request);
        Pass pass =
                new Pass(
                        rights.asked(bearer.caller(), organization, stack(operation, request)),
                        held -> check(operation, bearer, organization, held, false));
        Call call = new Call(request, bearer.caller(), bearer.organization(), Set.of());
        Response response = endpoint.answer(call, pass);
        if (!pass.wasShown()) {
            throw new IllegalStateException(operation + " was answered without asking for rights");
        }
        return response;
    }

    private static Route route(Operation operation, Handler handler) {
        return new Route(
                operation.verb(),
                operation.path(),
                operation.operationId(),
                operation.access(),
                handler);
    }

    private Call admit(Operation operation, Request request) {
        Bearer bearer = bearer(request);
        Optional<OrganizationId> organization = organization(operation, request);
        Optional<StackId> stack = stack(operation, request);
        Rights held = database.read(tx -> rights.of(tx, bearer.caller(), organization, stack));
        return new Call(
                request,
                bearer.caller(),
                bearer.organization(),
                check(operation, bearer, organization, held, oneself(operation, bearer, request)));
    }

    /// Whether the operation is about the person who calls it.
    private static boolean oneself(Operation operation, Bearer bearer, Request request) {
        return operation.aboutOneself()
                && bearer.caller() instanceof Caller.Person person
                && person.id().value().equals(request.segment("userId"));
    }

    private Bearer bearer(Request request) {
        String token =
                request.bearer()
                        .filter(value -> !value.isEmpty())
                        .orElseThrow(
                                () ->
                                        new Problem.Unauthenticated(
                                                "an Authorization header with a bearer token is needed"));
        return tokens.read(token)
                .orElseThrow(
                        () ->
                                new Problem.Unauthenticated(
                                        "the access token is not valid, or has expired"));
    }

    private static Optional<OrganizationId> organization(Operation operation, Request request) {
        return operation.inOrganization()
                ? Optional.of(new OrganizationId(request.segment("organizationId")))
                : Optional.empty();
    }

    private static Optional<StackId> stack(Operation operation, Request request) {
        return operation.inStack()
                ? Optional.of(new StackId(request.segment("stackId")))
                : Optional.empty();
    }

    /// @return what the caller may do there
    private static Set<Scope> check(
            Operation operation,
            Bearer bearer,
            Optional<OrganizationId> organization,
            Rights held,
            boolean oneself) {
        if (!held.known()) {
            throw new Problem.Unauthenticated(
                    switch (bearer.caller()) {
                        case Caller.Person _ -> "the account of this access token does not exist";
                        case Caller.OrganizationClient _ ->
                                "the OAuth client of this access token does not exist";
                    });
        }
        if (!operation.serves(bearer.caller())) {
            throw new Problem.Forbidden(
                    "this can only be done by a person, and the access token is an OAuth client's");
        }
        if (organization.isPresent()) {
            OrganizationId named = organization.orElseThrow();
            if (bearer.organization().filter(bound -> !bound.equals(named)).isPresent()) {
                throw new Problem.Forbidden(
                        "this access token is for organization "
                                + bearer.organization().orElseThrow());
            }
            if (!held.inside()) {
                throw new Problem.NotFound("organization", named.value());
            }
        }
        Set<Scope> effective = effective(bearer, held);
        if (!oneself && !operation.permits(effective)) {
            throw new Problem.Forbidden(operation.access() + " is needed");
        }
        return effective;
    }

    private static Set<Scope> effective(Bearer bearer, Rights held) {
        if (bearer.organization().isEmpty()) {
            return held.scopes();
        }
        Set<Scope> both = EnumSet.noneOf(Scope.class);
        both.addAll(held.scopes());
        both.retainAll(bearer.scopes());
        if (bearer.caller() instanceof Caller.OrganizationClient) {
            both.addAll(Scope.impliedForClients(both));
        }
        return both;
    }
}
