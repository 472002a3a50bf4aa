package dev.atrium.membership.issuer.person;

import dev.atrium.connectors.Login;
import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an upstream provider said about the person who has just logged in.
///
/// @param issuer the provider
/// @param connector by which that provider logged them in itself; empty where it does not say
/// @param subject their name there: the connector's user id, or the provider's `sub`
/// @param label what to call the way they came in metrics and the log
/// @param home the organization whose own provider it is; what that says counts nowhere else
/// @param email empty text where the provider gave none
public record Arrival(
        String issuer,
        String connector,
        String subject,
        Optional<OrganizationId> home,
        String label,
        String email,
        boolean emailVerified,
        String name) {

    /// Reads `federated_claims` where the provider gives them, `sub` else.
    ///
    /// @param upstream our own name of the provider
    public static Optional<Arrival> of(String issuer, String upstream, Login login) {
        Map<String, Object> claims = login.claims();
        String connector = "";
        String subject = text(claims.get("sub"));
        if (claims.get("federated_claims") instanceof Map<?, ?> federated
                && federated.get("connector_id") instanceof String id
                && federated.get("user_id") instanceof String user
                && !id.isEmpty()
                && !user.isEmpty()) {
            connector = id;
            subject = user;
        }
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        String email = login.identity().email().orElse("");
        return Optional.of(
                new Arrival(
                        issuer,
                        connector,
                        subject,
                        Optional.empty(),
                        connector.isEmpty() ? upstream : connector,
                        email,
                        login.identity().emailVerified() && !email.isEmpty(),
                        login.identity().username()));
    }

    /// Reads what an organization's own provider said. Nobody else has to believe that the address
    /// is verified, so it counts as not.
    ///
    /// @param issuer that stands for the provider's row
    /// @param label the provider's kind
    public static Optional<Arrival> at(
            OrganizationId home, String issuer, String label, Login login) {
        String subject = login.identity().userId();
        return subject.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Arrival(
                                issuer,
                                "",
                                subject,
                                Optional.of(home),
                                label,
                                login.identity().email().orElse(""),
                                false,
                                login.identity().username()));
    }

    /// What stands behind the last @ of a verified address.
    Optional<String> verifiedDomain() {
        int at = email.lastIndexOf('@');
        return emailVerified && at > 0 && at < email.length() - 1
                ? Optional.of(email.substring(at + 1))
                : Optional.empty();
    }

    public JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("issuer", issuer);
        node.put("connector", connector);
        node.put("subject", subject);
        home.ifPresent(id -> node.put("home", id.value()));
        node.put("label", label);
        node.put("email", email);
        node.put("verified", emailVerified);
        node.put("name", name);
        return node;
    }

    public static Arrival read(JsonNode node) {
        return new Arrival(
                node.path("issuer").asString(),
                node.path("connector").asString(),
                node.path("subject").asString(),
                node.has("home")
                        ? Optional.of(new OrganizationId(node.get("home").asString()))
                        : Optional.empty(),
                node.path("label").asString(),
                node.path("email").asString(),
                node.path("verified").asBoolean(false),
                node.path("name").asString());
    }

    private static String text(@org.jspecify.annotations.Nullable Object claim) {
        return claim instanceof String text ? text : "";
    }
}
