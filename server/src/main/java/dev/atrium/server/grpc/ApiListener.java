package dev.atrium.server.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// The port of an administration interface. With authorities for client certificates nobody without
/// one gets in; without them the port is open to whoever reaches it, which its owner has to know.
public final class ApiListener implements AutoCloseable {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Server server;

    private ApiListener(Server server) {
        this.server = server;
    }

    /// @param clients authorities whose client certificates are demanded
    /// @param minimum `1.2` or `1.3`
    /// @param maximum the same, where one was set
    public record Tls(
            File certificate,
            File key,
            Optional<File> clients,
            String minimum,
            Optional<String> maximum) {}

    /// @throws IllegalStateException when the port is taken or the certificates cannot be used
    public static ApiListener start(
            InetSocketAddress address, Optional<Tls> tls, boolean reflection, BindableService api) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(address)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .addService(api);
        tls.ifPresent(each -> builder.sslContext(context(each)));
        if (reflection) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        Server server = builder.build();
        try {
            server.start();
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "the gRPC port "
                            + address.getPort()
                            + " is taken. Stop what listens there or choose another port.",
                    taken);
        }
        return new ApiListener(server);
    }

    private static SslContext context(Tls tls) {
        try {
            SslContextBuilder builder =
                    GrpcSslContexts.forServer(tls.certificate(), tls.key())
                            .protocols(
                                    PROTOCOLS.stream()
                                            .filter(protocol -> allowed(tls, protocol))
                                            .toList());
            if (tls.clients().isPresent()) {
                builder.trustManager(tls.clients().orElseThrow()).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IllegalStateException(
                    "grpc.tlsCert " + tls.certificate() + " and its key cannot be used", unusable);
        }
    }

    private static boolean allowed(Tls tls, String protocol) {
        String version = protocol.substring("TLSv".length());
        return version.compareTo(tls.minimum()) >= 0
                && version.compareTo(tls.maximum().orElse("9")) <= 0;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
