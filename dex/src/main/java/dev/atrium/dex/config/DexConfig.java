package dev.atrium.dex.config;

import java.util.List;
import java.util.Optional;

/// A whole configuration file, checked, with everything that it takes from the environment.
///
/// @param issuer exactly as written: a trailing slash is part of every token
/// @param connectors without the `local` one that [#enablePasswordDb] adds
/// @param warnings sentences for the log: what is accepted and probably not meant
public record DexConfig(
        String issuer,
        StorageConfig storage,
        WebConfig web,
        TelemetryConfig telemetry,
        Optional<GrpcConfig> grpc,
        LoggerConfig logger,
        OAuth2Config oauth2,
        ExpiryConfig expiry,
        SignerConfig signer,
        FrontendConfig frontend,
        List<ConnectorConfig> connectors,
        List<StaticClient> staticClients,
        boolean enablePasswordDb,
        List<StaticPassword> staticPasswords,
        SessionsConfig sessions,
        MfaConfig mfa,
        ExtrasConfig extras,
        FeatureFlags flags,
        List<String> warnings) {
    public DexConfig {
        connectors = List.copyOf(connectors);
        staticClients = List.copyOf(staticClients);
        staticPasswords = List.copyOf(staticPasswords);
        warnings = List.copyOf(warnings);
    }
}
