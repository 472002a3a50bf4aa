package dev.atrium.dex.api;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// Tells calls from where they come.
final class Caller implements ServerInterceptor {
    private static final Context.Key<String> ADDRESS =
            Context.keyWithDefault("dev.atrium.dex.caller", "");

    private Caller() {}

    static BindableService known(BindableService service) {
        return () -> ServerInterceptors.intercept(service, new Caller());
    }

    /// The address of the running call.
    static String address() {
        return ADDRESS.get();
    }

    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(
            ServerCall<T, R> call, Metadata headers, ServerCallHandler<T, R> next) {
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String address =
                peer instanceof InetSocketAddress internet && internet.getAddress() != null
                        ? internet.getAddress().getHostAddress()
                        : String.valueOf(peer);
        return Contexts.interceptCall(
                Context.current().withValue(ADDRESS, address), call, headers, next);
    }
}
