package dev.atrium.membership.issuer.token;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an access token is asked for. fctl writes a resource as a URI, a vertical bar and the
/// scopes that it wants there: `stack://ORGANIZATION/STACK|stack:Read stack:Write`.
public sealed interface Target {

    /// Everything that the person may do.
    record Root() implements Target {}

    record Organization(OrganizationId id) implements Target {}

    /// The API of one stack.
    record Stack(OrganizationId within, StackId id, List<String> scopes) implements Target {
        public Stack {
            scopes = List.copyOf(scopes);
        }
    }

    /// An application that was enabled for an organization.
    record Application(Optional<OrganizationId> within, String alias, List<String> scopes)
            implements Target {
        public Application {
            scopes = List.copyOf(scopes);
        }

        /// The same in the organization that is meant where none is named.
        Application in(OrganizationId usual) {
            return within.isPresent() ? this : new Application(Optional.of(usual), alias, scopes);
        }
    }

    /// The organization that it belongs to or is asked for in.
    default Optional<OrganizationId> organization() {
        return switch (this) {
            case Root _ -> Optional.empty();
            case Organization organization -> Optional.of(organization.id());
            case Stack stack -> Optional.of(stack.within());
            case Application application -> application.within();
        };
    }

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
            return new Application(
                    organization.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new OrganizationId(organization)),
                    application.group(1),
                    words(application.group(2)));
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
                words(stack.group(3)));
    }

    private static List<String> words(@Nullable String text) {
        return SpaceDelimited.words(text == null ? "" : text);
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
                node.put("o", stack.within().value());
                node.put("s", stack.id().value());
                node.set("w", Json.mapper().valueToTree(stack.scopes()));
            }
            case Application application -> {
                node.put("a", application.alias());
                application.within().ifPresent(id -> node.put("o", id.value()));
                node.set("w", Json.mapper().valueToTree(application.scopes()));
            }
        }
        return node;
    }

    static Target read(JsonNode node) {
        if (node.has("a")) {
            return new Application(
                    node.has("o")
                            ? Optional.of(new OrganizationId(node.get("o").asString()))
                            : Optional.empty(),
                    node.get("a").asString(),
                    scopes(node));
        }
        if (!node.has("o")) {
            return new Root();
        }
        OrganizationId organization = new OrganizationId(node.get("o").asString());
        return node.has("s")
                ? new Stack(organization, new StackId(node.get("s").asString()), scopes(node))
                : new Organization(organization);
    }

    private static List<String> scopes(JsonNode node) {
        return StreamSupport.stream(node.path("w").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
