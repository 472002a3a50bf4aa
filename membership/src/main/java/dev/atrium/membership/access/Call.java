package dev.atrium.membership.access;

import dev.atrium.http.Request;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import java.util.Optional;
import java.util.Set;

/// A request that has passed the gate, and whose it is.
///
/// @param boundTo the one organization that the access token is for
/// @param scopes what the caller may do here, by token and by present rights
public record Call(
        Request request, Caller caller, Optional<OrganizationId> boundTo, Set<Scope> scopes) {
    private static final int LONGEST_ID = 200;

    public Call {
        scopes = Set.copyOf(scopes);
    }

    /// Who calls an operation for people only, which the gate has seen to.
    ///
    /// @throws Problem.Forbidden to a program, should the operation not say that it is for people
    public UserId user() {
        return switch (caller) {
            case Caller.Person person -> person.id();
            case Caller.OrganizationClient _ ->
                    throw new Problem.Forbidden(
                            "this can only be done by a person, and the access token is an OAuth client's");
        };
    }

    /// The organization of the path.
    public OrganizationId organization() {
        return new OrganizationId(request.segment("organizationId"));
    }

    /// The stack of the path.
    public StackId stack() {
        return new StackId(request.segment("stackId"));
    }

    /// A switch of the query; absent and empty mean off.
    public boolean on(String parameter) {
        String value = request.query().text(parameter);
        return switch (value) {
            case "", "false" -> false;
            case "true" -> true;
            default ->
                    throw new Problem.Invalid(
                            parameter, "\"" + value + "\" is neither true nor false");
        };
    }

    /// A filter of the query. Older clients send every filter, empty where unused.
    public Optional<String> filter(String parameter) {
        return request.query().first(parameter).filter(value -> !value.isEmpty());
    }

    /// A filter of the query that names an object.
    public Optional<String> idFilter(String parameter) {
        Optional<String> id = filter(parameter);
        if (id.isPresent() && id.orElseThrow().length() > LONGEST_ID) {
            throw new Problem.Invalid(parameter, "it is longer than " + LONGEST_ID + " characters");
        }
        return id;
    }
}
