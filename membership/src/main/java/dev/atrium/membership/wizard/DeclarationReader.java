package dev.atrium.membership.wizard;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SystemRole;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads and checks a whole document before anything is applied. Each fault names file, line and
/// key, and all of them are told at once; what is only unwise is a warning.
final class DeclarationReader {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// @throws ConfigProblem with one line for each fault
    Declaration read(ConfigNode root) {
        warnUnknown(
                root,
                List.of(
                        "wizard",
                        "staticClients",
                        "connectors",
                        "users",
                        "organizations",
                        "regions",
                        "stacks",
                        "policies",
                        "groups"));
        for (String newer : List.of("policies", "groups")) {
            if (!root.get(newer).isAbsent() && !elements(root, newer).isEmpty()) {
                warnings.add(root.get(newer).where() + ": is not applied by this version");
            }
        }
        Declaration declaration =
                new Declaration(
                        all(root, "users", this::user),
                        all(root, "organizations", this::organization),
                        all(root, "regions", this::region),
                        all(root, "stacks", this::stack));
        checkDuplicates(declaration);
        if (!faults.isEmpty()) {
            throw new ConfigProblem(String.join("\n", faults));
        }
        return declaration;
    }

    private <T> List<T> all(ConfigNode root, String list, Function<ConfigNode, T> read) {
        List<T> found = new ArrayList<>();
        for (ConfigNode node : elements(root, list)) {
            try {
                found.add(read.apply(node));
            } catch (ConfigProblem fault) {
                faults.add(fault.text());
            }
        }
        return found;
    }

    private List<ConfigNode> elements(ConfigNode root, String list) {
        try {
            return root.get(list).elements();
        } catch (ConfigProblem fault) {
            faults.add(fault.text());
            return List.of();
        }
    }

    Declaration.User user(ConfigNode node) {
        warnUnknown(node, List.of("id", "email", "role", "connector"));
        String email = node.get("email").requiredText().strip();
        if (!EMAIL.matcher(email).matches()) {
            throw new ConfigProblem(
                    node.get("email"), "\"" + email + "\" is not an e-mail address");
        }
        return new Declaration.User(
                node,
                new UserId(node.get("id").requiredText()),
                email,
                node.get("role").text().map(text -> role(node.get("role"), text)),
                node.get("connector").text());
    }

    private static SystemRole role(ConfigNode at, String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ADMIN", "SYSTEM" -> SystemRole.ADMIN;
            case "USER" -> SystemRole.USER;
            default ->
                    throw new ConfigProblem(
                            at, "\"" + text + "\" is not a role (expected ADMIN or USER)");
        };
    }

    Declaration.Organization organization(ConfigNode node) {
        warnUnknown(
                node, List.of("id", "ownerId", "name", "domain", "defaultPolicyId", "features"));
        Optional<String> domain =
                node.get("domain")
                        .text()
                        .filter(text -> !text.isBlank())
                        .map(text -> domain(node.get("domain"), text));
        return new Declaration.Organization(
                node,
                new OrganizationId(id(node)),
                new UserId(node.get("ownerId").requiredText()),
                node.get("name").requiredText(),
                domain,
                node.get("defaultPolicyId").integer().map(PolicyId::new),
                node.get("features").texts());
    }

    private static String domain(ConfigNode at, String text) {
        String domain = text.strip().toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) {
            throw new ConfigProblem(
                    at, "\"" + text + "\" is not a domain (expected for instance example.com)");
        }
        return domain;
    }

    private Declaration.Region region(ConfigNode node) {
        warnUnknown(node, List.of("id", "name", "organizationId", "baseUrl", "versions"));
        OrganizationId organization = new OrganizationId(node.get("organizationId").requiredText());
        return region(node, Optional.of(organization), Optional.empty(), false);
    }

    /// The region itself, whoever it belongs to.
    Declaration.Region region(
            ConfigNode node,
            Optional<OrganizationId> organization,
            Optional<Boolean> production,
            boolean agent) {
        Map<String, Map<String, String>> versions = new LinkedHashMap<>();
        for (ConfigNode version : node.get("versions").elements()) {
            Map<String, String> services = new LinkedHashMap<>();
            version.get("services")
                    .entries()
                    .forEach((name, value) -> services.put(name, value.text().orElse("")));
            versions.put(version.get("name").requiredText(), services);
        }
        return new Declaration.Region(
                node,
                new RegionId(id(node)),
                node.get("name").requiredText(),
                organization,
                baseUrl(node.get("baseUrl")),
                production,
                agent,
                versions);
    }

    private static String baseUrl(ConfigNode node) {
        String text = node.requiredText().strip();
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return text.replaceAll("/+$", "");
            }
        } catch (URISyntaxException _) {
            // refused below, like a URI of another scheme
        }
        throw new ConfigProblem(
                node, "\"" + text + "\" is not a base URL (expected https://host or http://host)");
    }

    Declaration.Stack stack(ConfigNode node) {
        warnUnknown(
                node,
                List.of(
                        "id",
                        "name",
                        "organizationId",
                        "regionId",
                        "version",
                        "modules",
                        "clientSecret"));
        Optional<List<String>> modules =
                node.get("modules").isAbsent()
                        ? Optional.empty()
                        : Optional.of(
                                node.get("modules").texts().stream()
                                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                        .distinct()
                                        .toList());
        return new Declaration.Stack(
                node,
                new StackId(id(node)),
                node.get("name").requiredText(),
                new OrganizationId(node.get("organizationId").requiredText()),
                new RegionId(node.get("regionId").requiredText()),
                node.get("version").text(),
                modules,
                node.get("clientSecret").text().filter(text -> !text.isEmpty()).map(Secret::of));
    }

    /// Ids stand in URLs and host names as they are.
    private String id(ConfigNode node) {
        String id = node.get("id").requiredText();
        if (!ID.matcher(id).matches()) {
            throw new ConfigProblem(
                    node.get("id"),
                    "\"" + id + "\" is not an id (expected letters, digits, - . _ ~)");
        }
        return id;
    }

    private void checkDuplicates(Declaration declaration) {
        distinct(declaration.users(), user -> user.id().value(), user -> user.at().get("id"));
        distinct(
                declaration.users(),
                user -> user.email().toLowerCase(Locale.ROOT),
                user -> user.at().get("email"));
        distinct(
                declaration.organizations(),
                organization -> organization.id().value(),
                organization -> organization.at().get("id"));
        distinct(
                declaration.regions(),
                region -> region.id().value(),
                region -> region.at().get("id"));
        distinct(
                declaration.stacks(),
                stack -> stack.organization() + "-" + stack.id(),
                stack -> stack.at().get("id"));
        declaration.organizations().forEach(organization -> warnings.addAll(unwise(organization)));
    }

    static List<String> unwise(Declaration.Organization organization) {
        return organization.id().value().contains("-")
                ? List.of(
                        organization.at().get("id").where()
                                + ": \""
                                + organization.id()
                                + "\" has a hyphen, so no region agent can run its stacks: agents split <organization>-<stack> there")
                : List.of();
    }

    private <T> void distinct(List<T> all, Function<T, String> key, Function<T, ConfigNode> place) {
        Map<String, ConfigNode> seen = new HashMap<>();
        for (T item : all) {
            ConfigNode earlier = seen.putIfAbsent(key.apply(item), place.apply(item));
            if (earlier != null) {
                faults.add(
                        place.apply(item).where()
                                + ": \""
                                + key.apply(item)
                                + "\" is declared twice, before at line "
                                + earlier.place().line());
            }
        }
    }

    private void warnUnknown(ConfigNode node, List<String> known) {
        warnings.addAll(node.unknownKeys(known));
    }
}
