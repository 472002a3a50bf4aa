package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;

/// The checks that Dex makes on the file as a whole: a group that is reported together, then some
/// that are reported one at a time. The flags of the command line count as part of the file.
final class Validation {
    private static final List<String> TLS_VERSIONS = List.of("1.2", "1.3");

    private final Section root;
    private final DexOverrides overrides;
    private final List<String> found = new ArrayList<>();

    Validation(Section root, DexOverrides overrides) {
        this.root = root;
        this.overrides = overrides;
    }

    /// @throws DexConfigException with everything of the first group that is wrong, or the first
    ///     problem of the second
    void check(FeatureFlags flags) {
        checkTogether();
        if (!found.isEmpty()) {
            throw new DexConfigException(
                    "invalid Config:"
                            + String.join("", found.stream().map(m -> "\n\t-\t" + m).toList()));
        }
        if (!root.section("sessions").isAbsent() && !flags.sessions()) {
            throw new DexConfigException(
                    "sessions config requires sessions to be enabled (DEX_SESSIONS_ENABLED=true)",
                    root.get("sessions"));
        }
        if (!root.section("mfa").isAbsent() && !flags.sessions()) {
            throw new DexConfigException(
                    "mfa requires sessions to be enabled (DEX_SESSIONS_ENABLED=true)",
                    root.get("mfa"));
        }
        List<Section> clients = root.sections("staticClients");
        MfaConfig.check(root.section("mfa"), clients);
        clients.forEach(client -> StaticClient.lifetime(client, client.textOr("id", "")));
    }

    private void checkTogether() {
        Section web = root.section("web");
        boolean https = web.text("https").or(overrides::webHttps).isPresent();
        check(root.text("issuer").isEmpty(), "no issuer specified in config file");
        check(
                !root.flag("enablePasswordDB") && !root.get("staticPasswords").elements().isEmpty(),
                "cannot specify static passwords without enabling password db",
                root.get("staticPasswords"));
        check(
                root.section("storage").text("type").isEmpty()
                        && root.section("storage").section("config").isAbsent(),
                "no storage supplied in config file");
        check(
                web.text("http").or(overrides::webHttp).isEmpty() && !https,
                "must supply a HTTP/HTTPS  address to listen on");
        check(https && web.text("tlsCert").isEmpty(), "no cert specified for HTTPS");
        check(https && web.text("tlsKey").isEmpty(), "no private key specified for HTTPS");
        checkVersions(web);
        checkGrpc(root.section("grpc"));
    }

    private void checkVersions(Section section) {
        String minimum = section.textOr("tlsMinVersion", "");
        String maximum = section.textOr("tlsMaxVersion", "");
        checkVersion(minimum, section.get("tlsMinVersion"));
        checkVersion(maximum, section.get("tlsMaxVersion"));
        check(
                !minimum.isEmpty() && !maximum.isEmpty() && minimum.compareTo(maximum) > 0,
                "TLSMinVersion greater than TLSMaxVersion",
                section.get("tlsMinVersion"));
    }

    private void checkVersion(String version, ConfigNode at) {
        check(
                !version.isEmpty() && !TLS_VERSIONS.contains(version),
                "supported TLS versions are: 1.2, 1.3",
                at);
    }

    private void checkGrpc(Section grpc) {
        boolean address = grpc.text("addr").or(overrides::grpc).isPresent();
        boolean certificate = grpc.text("tlsCert").isPresent();
        boolean key = grpc.text("tlsKey").isPresent();
        check(certificate && !address, "no address specified for gRPC", grpc.node());
        check(key && !address, "no address specified for gRPC", grpc.node());
        check(certificate != key, "must specific both a gRPC TLS cert and key", grpc.node());
        check(
                !certificate && grpc.text("tlsClientCA").isPresent(),
                "cannot specify gRPC TLS client CA without a gRPC TLS cert",
                grpc.get("tlsClientCA"));
        checkVersions(grpc);
    }

    private void check(boolean wrong, String message) {
        if (wrong) {
            found.add(message);
        }
    }

    private void check(boolean wrong, String message, ConfigNode at) {
        check(wrong, message + " (" + at.where() + ")");
    }
}
