package dev.atrium.membership.issuer.token;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.token.RefreshGrant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an access token is asked for. fctl writes a resource as a URI, a vertical bar and the
/// scopes that it wants there: `stack://ORGANIZATION/STACK|stack:Read stack:Write`.
public sealed interface Target {

    /// Everything that the person may do.
    record Root() implements Target {}

    record Organization(OrganizationId id) implements Target {}

    /// The API of one stack.
    record Stack(OrganizationId organization, StackId id, List<String> scopes) implements Target {
        public Stack {
            scopes = List.copyOf(scopes);
        }
    }

    /// An application that was enabled for an organization.
    record Application(String alias) implements Target {}

    Pattern STACK = Pattern.compile("stack://([^/|\\s]+)/([^/|\\s]+)(?:\\|(.*))?");
    Pattern APPLICATION = Pattern.compile("app://([^/|\\s]+)(?:\\|(.*))?");

    /// Reads `organization_id` and `resource`, of which released clients also send empty ones.
    ///
    /// @throws OAuthProblem.Answered `invalid_target` (RFC 8707 section 2)
    static Target of(Parameters parameters) {
        String organization = parameters.text("organization_id");
        List<String> resources =
                parameters.all("resource").stream()
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .toList();
        if (resources.size() > 1) {
            throw invalid("Only one resource can be asked for at a time.");
        }
        if (resources.isEmpty()) {
            return organization.isEmpty()
                    ? new Root()
                    : new Organization(new OrganizationId(organization));
        }
        Matcher application = APPLICATION.matcher(resources.getFirst());
        if (application.matches()) {
            return new Application(application.group(1));
        }
        Matcher stack = STACK.matcher(resources.getFirst());
        if (!stack.matches()) {
            throw invalid(
                    "The resource is not of the form stack://ORGANIZATION/STACK|SCOPES or app://ALIAS|SCOPES.");
        }
        if (!organization.isEmpty() && !organization.equals(stack.group(1))) {
            throw invalid("The stack is not in the organization that organization_id names.");
        }
        return new Stack(
                new OrganizationId(stack.group(1)),
                new StackId(stack.group(2)),
                RefreshGrant.words(stack.group(3) == null ? "" : stack.group(3)));
    }

    private static OAuthProblem invalid(String sentence) {
        return new OAuthProblem.Answered(OAuthError.INVALID_TARGET, sentence);
    }

    default ObjectNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        switch (this) {
            case Root _ -> {}
            case Organization organization -> node.put("o", organization.id().value());
            case Stack stack -> {
                node.put("o", stack.organization().value());
                node.put("s", stack.id().value());
                node.set("w", Json.mapper().valueToTree(stack.scopes()));
            }
            case Application application -> node.put("a", application.alias());
        }
        return node;
    }

    static Target read(JsonNode node) {
        if (node.has("a")) {
            return new Application(node.get("a").asString());
        }
        if (!node.has("o")) {
            return new Root();
        }
        OrganizationId organization = new OrganizationId(node.get("o").asString());
        return node.has("s")
                ? new Stack(
                        organization,
                        new StackId(node.get("s").asString()),
                        StreamSupport.stream(node.path("w").spliterator(), false)
                                .map(JsonNode::asString)
                                .toList())
                : new Organization(organization);
    }
}
