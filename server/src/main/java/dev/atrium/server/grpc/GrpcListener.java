package dev.atrium.server.grpc;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Serves gRPC without TLS on one port, a virtual thread per call, as the released region agents
/// expect (h2c). Reflection is off, and messages, streams and keep-alives are limited, since the
/// port is reached from other networks.
public final class GrpcListener implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 4 << 20;

    private final Server server;
    private final HealthStatusManager health;

    private GrpcListener(Server server, HealthStatusManager health) {
        this.server = server;
        this.health = health;
    }

    /// @throws IllegalStateException when the port is taken
    public static GrpcListener start(String host, int port) {
        HealthStatusManager health = new HealthStatusManager();
        InetSocketAddress address =
                host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        Server server =
                NettyServerBuilder.forAddress(address)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .maxInboundMessageSize(LARGEST_MESSAGE)
                        .maxConcurrentCallsPerConnection(100)
                        .permitKeepAliveTime(10, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(health.getHealthService())
                        .build();
        try {
            server.start();
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "the gRPC port "
                            + port
                            + " is taken. Stop what listens there or choose another port.",
                    taken);
        }
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
        return new GrpcListener(server, health);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        health.enterTerminalState();
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
