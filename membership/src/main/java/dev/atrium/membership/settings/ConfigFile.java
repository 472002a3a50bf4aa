package dev.atrium.membership.settings;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The parts of the configuration file that the server reads: `staticClients` and `connectors`.
/// Other keys are left alone, since a wizard's file may be given to the server and the other way
/// round.
final class ConfigFile {
    static final List<String> WIZARD_LISTS =
            List.of("users", "organizations", "regions", "stacks", "policies", "groups");
    private static final List<String> ROOT = List.of("staticClients", "connectors", "wizard");
    private static final List<String> CLIENT =
            List.of(
                    "id",
                    "name",
                    "public",
                    "secrets",
                    "redirectUris",
                    "postLogoutRedirectUris",
                    "scopes",
                    "trusted",
                    "description",
                    "metadata");
    private static final List<String> CONNECTOR =
            List.of("id", "name", "type", "clientID", "clientSecret", "config");

    private final Environment environment;

    ConfigFile(Environment environment) {
        this.environment = environment;
    }

    static List<String> warnings(ConfigNode root) {
        List<String> warnings =
                new ArrayList<>(
                        root.unknownKeys(
                                Stream.concat(ROOT.stream(), WIZARD_LISTS.stream()).toList()));
        for (ConfigNode client : root.get("staticClients").elements()) {
            warnings.addAll(client.unknownKeys(CLIENT));
        }
        for (ConfigNode connector : root.get("connectors").elements()) {
            warnings.addAll(connector.unknownKeys(CONNECTOR));
        }
        return warnings;
    }

    List<MembershipSettings.StaticClient> clients(ConfigNode root) {
        Set<String> seen = new HashSet<>();
        List<MembershipSettings.StaticClient> clients = new ArrayList<>();
        for (ConfigNode node : root.get("staticClients").elements()) {
            MembershipSettings.StaticClient client = client(node);
            if (!seen.add(client.id())) {
                throw new ConfigProblem(
                        node.get("id"), "client \"" + client.id() + "\" is declared twice");
            }
            clients.add(client);
        }
        return clients;
    }

    List<MembershipSettings.UpstreamConnector> connectors(ConfigNode root) {
        return root.get("connectors").elements().stream()
                .map(
                        node ->
                                new MembershipSettings.UpstreamConnector(
                                        node.get("id").requiredText(),
                                        node.get("name")
                                                .text()
                                                .orElseGet(() -> node.get("id").requiredText()),
                                        node.get("type").requiredText(),
                                        node.get("clientID").text().orElse(""),
                                        secret(node.get("clientSecret")),
                                        node.get("config")))
                .toList();
    }

    private MembershipSettings.StaticClient client(ConfigNode node) {
        String id = node.get("id").requiredText();
        boolean isPublic = node.get("public").bool().orElse(false);
        List<Secret> secrets = node.get("secrets").elements().stream().map(this::secret).toList();
        if (isPublic && !secrets.isEmpty()) {
            throw new ConfigProblem(node.get("secrets"), "a public client has no secret");
        }
        if (!isPublic && secrets.stream().allMatch(Secret::isEmpty)) {
            throw new ConfigProblem(
                    node.get("secrets"),
                    "client \"" + id + "\" needs a secret, or \"public: true\"");
        }
        return new MembershipSettings.StaticClient(
                id,
                node.get("name").text().orElse(id),
                isPublic,
                secrets,
                node.get("redirectUris").texts(),
                node.get("postLogoutRedirectUris").texts(),
                node.get("scopes").texts());
    }

    /// A value that starts with a dollar names an environment variable, which must then be there;
    /// any
    /// other stands for itself. Nothing else of the file is looked up, since hashes contain
    /// dollars.
    private Secret secret(ConfigNode node) {
        String written = node.text().orElse("");
        if (!written.startsWith("$")) {
            return Secret.of(written);
        }
        String name = written.substring(1);
        return environment
                .secret(name)
                .map(Secret::of)
                .orElseThrow(
                        () ->
                                new ConfigProblem(
                                        node, "the environment variable " + name + " is not set"));
    }
}
