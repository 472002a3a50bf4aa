package dev.atrium.dex.config;

import java.util.Optional;

/// What the command line says about listeners; it wins over the file.
public record DexOverrides(
        Optional<String> webHttp,
        Optional<String> webHttps,
        Optional<String> telemetry,
        Optional<String> grpc) {
    public static final DexOverrides NONE =
            new DexOverrides(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
