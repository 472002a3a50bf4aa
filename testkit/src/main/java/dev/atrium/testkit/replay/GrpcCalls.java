package dev.atrium.testkit.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.atrium.kernel.Json;
import dev.atrium.rpc.dex.DexGrpc;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Calls of an administration interface by their names, with messages as JSON.
final class GrpcCalls {
    private final String address;

    /// @param address such as `127.0.0.1:5557`
    GrpcCalls(String address) {
        this.address = address;
    }

    /// @param code `OK`, or the status as grpcurl writes it
    /// @param message the answer, or a text that says why there is none
    record Outcome(String code, JsonNode message) {}

    Outcome call(String name, JsonNode message) {
        MethodDescriptor<?, ?> method =
                DexGrpc.getServiceDescriptor().getMethods().stream()
                        .filter(each -> name.equals(each.getBareMethodName()))
                        .findFirst()
                        .orElseThrow(() -> new CannotPlay("no call " + name));
        ManagedChannel channel =
                Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
        try {
            return call(channel, method, message);
        } finally {
            channel.shutdownNow();
        }
    }

    private static <Q, A> Outcome call(
            ManagedChannel channel, MethodDescriptor<Q, A> method, JsonNode message) {
        Q request = request(method, message);
        try {
            A answer = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
            return new Outcome("OK", json((Message) answer));
        } catch (StatusRuntimeException refused) {
            String code = refused.getStatus().getCode().name();
            return new Outcome(
                    code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT),
                    Trees.text(String.valueOf(refused.getStatus().getDescription())));
        }
    }

    private static <Q, A> Q request(MethodDescriptor<Q, A> method, JsonNode message) {
        if (!(method.getRequestMarshaller()
                        instanceof MethodDescriptor.PrototypeMarshaller<Q> marshaller)
                || !(marshaller.getMessagePrototype() instanceof Message prototype)) {
            throw new CannotPlay(method.getFullMethodName() + " has no message");
        }
        try {
            Message.Builder builder = prototype.newBuilderForType();
            JsonFormat.parser().merge(Json.write(message), builder);
            return method.parseRequest(builder.build().toByteString().newInput());
        } catch (InvalidProtocolBufferException unreadable) {
            throw new CannotPlay(method.getFullMethodName() + ": " + unreadable.getMessage());
        }
    }

    private static JsonNode json(Message message) {
        try {
            return Json.mapper()
                    .readTree(
                            JsonFormat.printer().omittingInsignificantWhitespace().print(message));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new CannotPlay(String.valueOf(unreadable.getMessage()));
        }
    }
}
