package dev.atrium.server.up;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files and the environment that a deployment of this machine consists of: what a chart would
/// render, for loopback.
///
/// @param dexFile Dex's configuration; empty when another provider is used
/// @param membershipFile Membership's `CONFIG`
/// @param wizardFile what the wizard declares
/// @param environment Membership's variables
record Deployment(
        Optional<Map<String, @Nullable Object>> dexFile,
        Map<String, @Nullable Object> membershipFile,
        Map<String, @Nullable Object> wizardFile,
        Map<String, String> environment) {

    /// What `up` makes itself and nobody needs to know.
    ///
    /// @param relyingParty Membership's secret at its provider
    record Secrets(Secret relyingParty, Secret portal, Secret console) {}

    static Deployment of(
            Ports ports, Secrets secrets, ValuesFile values, ConfigNode wizard, ConfigNode config) {
        List<Map<String, @Nullable Object>> users = users(wizard);
        Secret relyingParty = values.clientSecret().orElse(secrets.relyingParty());
        return new Deployment(
                values.dexEnabled()
                        ? Optional.of(values.overrideDex(dex(ports, values, relyingParty, users)))
                        : Optional.empty(),
                membership(ports, secrets, values, config),
                mapping("wizard", wizard.plain() == null ? new LinkedHashMap<>() : wizard.plain()),
                environment(ports, values, relyingParty));
    }

    private static Map<String, @Nullable Object> dex(
            Ports ports,
            ValuesFile values,
            Secret secret,
            List<Map<String, @Nullable Object>> users) {
        Map<String, @Nullable Object> client = new LinkedHashMap<>();
        client.put("id", values.clientId());
        client.put("name", "Membership");
        client.put("secret", secret.reveal());
        client.put("redirectURIs", List.of(membershipUrl(ports) + "/authorize/callback"));
        Map<String, @Nullable Object> dex = new LinkedHashMap<>();
        dex.put("issuer", dexUrl(ports));
        dex.put("storage", mapping("type", "postgres"));
        dex.put("web", mapping("http", "127.0.0.1:" + ports.dex()));
        Map<String, @Nullable Object> oauth2 = mapping("skipApprovalScreen", true);
        oauth2.put("responseTypes", List.of("code", "token", "id_token"));
        dex.put("oauth2", oauth2);
        dex.put("enablePasswordDB", true);
        dex.put("staticPasswords", users);
        dex.put("staticClients", List.of(client));
        return dex;
    }

    /// A password for each declared user, since there is nobody else to ask who they are.
    private static List<Map<String, @Nullable Object>> users(ConfigNode wizard) {
        List<Map<String, @Nullable Object>> passwords = new ArrayList<>();
        for (ConfigNode user : wizard.get("users").elements()) {
            String email = user.get("email").requiredText();
            Map<String, @Nullable Object> password = new LinkedHashMap<>();
            password.put("email", email);
            password.put("hash", DemoAccounts.PASSWORD_HASH);
            password.put("username", email.substring(0, Math.max(1, email.indexOf('@'))));
            password.put("userID", user.get("id").requiredText());
            passwords.add(password);
        }
        return passwords;
    }

    private static Map<String, @Nullable Object> membership(
            Ports ports, Secrets secrets, ValuesFile values, ConfigNode config) {
        List<@Nullable Object> clients = new ArrayList<>();
        if (values.fctl()) {
            Map<String, @Nullable Object> fctl = mapping("id", "fctl");
            fctl.put("public", true);
            clients.add(fctl);
        }
        clients.add(application("portal", "Portal", secrets.portal(), portalUrl(ports)));
        clients.add(application("console-v3", "Console", secrets.console(), consoleUrl(ports)));
        clients.addAll(values.additionalClients());
        for (ConfigNode client : config.get("staticClients").elements()) {
            clients.removeIf(
                    ours ->
                            ours instanceof Map<?, ?> map
                                    && client.get("id")
                                            .text()
                                            .equals(Optional.ofNullable(map.get("id"))));
            clients.add(client.plain());
        }
        Map<String, @Nullable Object> file = mapping("staticClients", clients);
        List<@Nullable Object> connectors = new ArrayList<>(values.connectors());
        config.get("connectors").elements().forEach(connector -> connectors.add(connector.plain()));
        if (!connectors.isEmpty()) {
            file.put("connectors", connectors);
        }
        return file;
    }

    private static Map<String, @Nullable Object> application(
            String id, String name, Secret secret, String url) {
        Map<String, @Nullable Object> client = mapping("id", id);
        client.put("name", name);
        client.put("secrets", List.of(secret.reveal()));
        client.put("redirectUris", List.of(url + "/auth/login", url + "/auth/login-by-org"));
        client.put("postLogoutRedirectUris", List.of(url + "/auth/logout"));
        client.put("scopes", List.of("accesses", "remember_me", "keep_refresh_token", "on_behalf"));
        return client;
    }

    private static Map<String, String> environment(Ports ports, ValuesFile values, Secret secret) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SERVICE_URL", membershipUrl(ports));
        environment.put("CONSOLE_PUBLIC_BASEURL", consoleUrl(ports));
        environment.put("RP_ISSUER", values.dexEnabled() ? dexUrl(ports) : values.relyingParty());
        environment.put("RP_CLIENT_ID", values.clientId());
        environment.put("RP_CLIENT_SECRET", secret.reveal());
        environment.put("RP_SCOPES", String.join(" ", values.scopes()));
        environment.put("MANAGED_STACKS", Boolean.toString(values.managedStacks()));
        environment.put("LOGIN_WITH_SSO", Boolean.toString(values.loginWithSso()));
        values.accessTokenValidity()
                .ifPresent(text -> environment.put("TOKENS_VALIDITY_ACCESS", text));
        values.refreshTokenValidity()
                .ifPresent(text -> environment.put("TOKENS_VALIDITY_REFRESH", text));
        values.minimalModules()
                .ifPresent(
                        list -> environment.put("STACK_MINIMAL_MODULES", String.join(" ", list)));
        values.additionalModules()
                .ifPresent(
                        list ->
                                environment.put(
                                        "STACK_ADDITIONAL_DEFAULT_MODULES",
                                        String.join(" ", list)));
        return environment;
    }

    static String dexUrl(Ports ports) {
        return "http://localhost:" + ports.dex();
    }

    static String membershipUrl(Ports ports) {
        return "http://localhost:" + ports.membership() + "/api";
    }

    static String portalUrl(Ports ports) {
        return "http://localhost:" + ports.portal();
    }

    static String consoleUrl(Ports ports) {
        return "http://localhost:" + ports.console();
    }

    private static Map<String, @Nullable Object> mapping(String key, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
