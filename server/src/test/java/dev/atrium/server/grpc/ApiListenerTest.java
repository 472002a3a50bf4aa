package dev.atrium.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.rpc.dex.DexGrpc;
import dev.atrium.rpc.dex.VersionReq;
import dev.atrium.rpc.dex.VersionResp;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who gets through to an administration interface.
class ApiListenerTest {
    @Test
    void answers_in_the_clear_where_nothing_is_configured() {
        try (ApiListener listener = start(Optional.empty())) {
            assertThat(version(listener, InsecureChannelCredentials.create())).isEqualTo("here");
        }
    }

    @Test
    void answers_over_tls() throws Exception {
        try (ApiListener listener = start(Optional.of(tls(Optional.empty())))) {
            assertThat(version(listener, trusting().build())).isEqualTo("here");
            assertThatThrownBy(() -> version(listener, InsecureChannelCredentials.create()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
    }

    @Test
    void demands_a_certificate_of_its_authorities() throws Exception {
        try (ApiListener listener = start(Optional.of(tls(Optional.of(file("client.crt")))))) {
            assertThat(
                            version(
                                    listener,
                                    trusting()
                                            .keyManager(file("client.crt"), file("client.key"))
                                            .build()))
                    .isEqualTo("here");
            assertThatThrownBy(() -> version(listener, trusting().build()))
                    .as("without a certificate")
                    .isInstanceOf(StatusRuntimeException.class);
            ChannelCredentials foreign =
                    trusting().keyManager(file("server.crt"), file("server.key")).build();
            assertThatThrownBy(() -> version(listener, foreign))
                    .as("with somebody else's")
                    .isInstanceOf(StatusRuntimeException.class);
        }
    }

    private static ApiListener start(Optional<ApiListener.Tls> tls) {
        return ApiListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                tls,
                false,
                new Versions());
    }

    private static ApiListener.Tls tls(Optional<File> clients) throws URISyntaxException {
        return new ApiListener.Tls(
                file("server.crt"), file("server.key"), clients, "1.2", Optional.empty());
    }

    private static TlsChannelCredentials.Builder trusting() throws Exception {
        return TlsChannelCredentials.newBuilder().trustManager(file("server.crt"));
    }

    private static File file(String name) throws URISyntaxException {
        return Path.of(
                        Objects.requireNonNull(ApiListenerTest.class.getResource("/tls/" + name))
                                .toURI())
                .toFile();
    }

    private static String version(ApiListener listener, ChannelCredentials credentials) {
        ManagedChannel channel =
                Grpc.newChannelBuilder("127.0.0.1:" + listener.port(), credentials).build();
        try {
            return DexGrpc.newBlockingStub(channel)
                    .getVersion(VersionReq.getDefaultInstance())
                    .getServer();
        } finally {
            channel.shutdownNow();
        }
    }

    private static final class Versions extends DexGrpc.DexImplBase {
        @Override
        public void getVersion(VersionReq request, StreamObserver<VersionResp> answer) {
            answer.onNext(VersionResp.newBuilder().setServer("here").build());
            answer.onCompleted();
        }
    }
}
