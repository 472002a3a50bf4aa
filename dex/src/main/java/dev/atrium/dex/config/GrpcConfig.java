package dev.atrium.dex.config;

import java.util.Optional;

/// @param tlsClientCa with it client certificates are demanded and verified
public record GrpcConfig(
        String address,
        Optional<String> tlsCert,
        Optional<String> tlsKey,
        Optional<String> tlsClientCa,
        WebConfig.Tls tls,
        boolean reflection) {
    static Optional<GrpcConfig> read(Section section, DexOverrides overrides) {
        return overrides
                .grpc()
                .or(() -> section.text("addr"))
                .map(
                        address ->
                                new GrpcConfig(
                                        address,
                                        section.text("tlsCert"),
                                        section.text("tlsKey"),
                                        section.text("tlsClientCA"),
                                        WebConfig.Tls.read(section),
                                        section.flag("reflection")));
    }
}
