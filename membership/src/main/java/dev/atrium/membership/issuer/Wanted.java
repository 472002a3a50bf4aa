package dev.atrium.membership.issuer;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a token is to be for, as requests name it with `organization_id` and `resource`.
sealed interface Wanted {
    /// Whatever the person may do.
    record Root() implements Wanted {}

    record Organization(OrganizationId organization) implements Wanted {}

    /// @param scopes asked for on the stack
    record OnStack(OrganizationId organization, StackId stack, List<String> scopes)
            implements Wanted {}

    record Application(String alias) implements Wanted {}

    /// Reads `organization_id` and `resource`, which is a URI, a bar and scopes, such as
    /// `stack://ORG/STACK|stack:Read`.
    ///
    /// @throws OAuthProblem.Answered when they cannot be read or contradict each other
    static Wanted of(String organization, String resource) {
        if (resource.isEmpty()) {
            return organization.isEmpty()
                    ? new Root()
                    : new Organization(new OrganizationId(organization));
        }
        int bar = resource.indexOf('|');
        String uri = bar < 0 ? resource : resource.substring(0, bar);
        List<String> scopes =
                bar < 0 ? List.of() : List.of(resource.substring(bar + 1).strip().split("\\s+"));
        if (uri.startsWith("app://") && uri.length() > 6) {
            return new Application(uri.substring(6));
        }
        String[] path = uri.startsWith("stack://") ? uri.substring(8).split("/", -1) : new String[0];
        if (path.length != 2 || path[0].isEmpty() || path[1].isEmpty()) {
            throw refused("resource " + uri + " is none (expected stack://ORGANIZATION/STACK)");
        }
        if (!organization.isEmpty() && !organization.equals(path[0])) {
            throw refused("resource " + uri + " is not in organization " + organization);
        }
        return new OnStack(new OrganizationId(path[0]), new StackId(path[1]), scopes);
    }

    private static OAuthProblem refused(String reason) {
        return new OAuthProblem.Answered(OAuthError.INVALID_TARGET, reason);
    }

    static JsonNode write(String organization, String resource) {
        ObjectNode node = Json.mapper().createObjectNode();
        if (!organization.isEmpty()) {
            node.put("organization", organization);
        }
        if (!resource.isEmpty()) {
            node.put("resource", resource);
        }
        return node;
    }

    static Wanted read(JsonNode node) {
        return of(node.path("organization").asString(""), node.path("resource").asString(""));
    }

    /// The organization that it belongs to.
    default Optional<OrganizationId> within() {
        return switch (this) {
            case Root _, Application _ -> Optional.empty();
            case Organization found -> Optional.of(found.organization());
            case OnStack found -> Optional.of(found.organization());
        };
    }
}
