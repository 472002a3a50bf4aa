package dev.atrium.membership.access;

import dev.atrium.http.Request;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import java.util.Optional;

/// A request that has passed the gate, and whose it is.
public record Call(Request request, UserId user, Optional<OrganizationId> boundTo) {

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
            case "", "false", "0" -> false;
            case "true", "1" -> true;
            default ->
                    throw new Problem.Invalid(
                            parameter, "\"" + value + "\" is neither true nor false");
        };
    }

    /// A filter of the query. Older clients send every filter, empty where unused.
    public Optional<String> filter(String parameter) {
        return request.query().first(parameter).filter(value -> !value.isEmpty());
    }
}
