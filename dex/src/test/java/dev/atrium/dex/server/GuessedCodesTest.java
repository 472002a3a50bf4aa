package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.rpc.dex.DexGrpc;
import dev.atrium.rpc.dex.VerifyPasswordReq;
import dev.atrium.rpc.dex.VerifyPasswordResp;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who guesses codes of devices at the page, or passwords over the API, on whichever process.
@ExtendWith(TestDatabase.class)
class GuessedCodesTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            enablePasswordDB: true
            staticPasswords:
            - {email: jane@example.com, hash: "$2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee", username: jane, userID: "1"}
            - {email: john@example.com, hash: "$2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee", username: john, userID: "2"}
            """;

    private final FakeClock clock = FakeClock.atNoon();

    @Test
    void slows_down_codes_that_are_typed_in(Database database) {
        try (DexServer one = DexServer.start(database, clock, CONFIG);
                DexServer two = DexServer.beside(database, clock, CONFIG, one)) {
            for (int guess = 0; guess < 20; guess++) {
                assertThat(typed(guess % 2 == 0 ? one : two).statusCode()).isEqualTo(400);
            }

            HttpResponse<String> tooEarly = typed(one);
            assertThat(tooEarly.statusCode()).isEqualTo(429);
            assertThat(tooEarly.body()).contains("try again in");
            assertThat(shown(two).statusCode()).as("the page tells as much").isEqualTo(429);

            clock.advance(Duration.ofSeconds(2));
            assertThat(typed(two).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void counts_codes_that_are_tried_by_a_link(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            for (int guess = 0; guess < 20; guess++) {
                assertThat(shown(dex).statusCode()).isEqualTo(200);
            }

            assertThat(typed(dex).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void slows_down_passwords_that_are_verified_over_the_api(Database database) {
        try (DexServer one = DexServer.start(database, clock, CONFIG);
                DexServer two = DexServer.beside(database, clock, CONFIG, one)) {
            for (int guess = 0; guess < 10; guess++) {
                assertThat(
                                verified(guess % 2 == 0 ? one : two, "jane@example.com", "wrong")
                                        .getVerified())
                        .isFalse();
            }

            assertThatThrownBy(() -> verified(two, "Jane@example.com", "password"))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refused -> {
                                assertThat(refused.getStatus().getCode())
                                        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                                assertThat(refused.getMessage()).contains("try again in");
                            });
            assertThat(verified(one, "john@example.com", "password").getVerified()).isTrue();

            clock.advance(Duration.ofSeconds(2));
            assertThat(verified(one, "jane@example.com", "password").getVerified()).isTrue();
            assertThat(verified(two, "jane@example.com", "wrong").getVerified()).isFalse();
            assertThat(verified(two, "jane@example.com", "password").getVerified()).isTrue();
        }
    }

    @Test
    void slows_down_an_address_that_tries_many_names(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String last =
                    api(
                            dex,
                            api -> {
                                for (int guess = 0; guess < 1_000; guess++) {
                                    assertThat(verify(api, "n" + guess, "x").getNotFound())
                                            .isTrue();
                                }
                                try {
                                    return verify(api, "another", "x").toString();
                                } catch (StatusRuntimeException refused) {
                                    return refused.getStatus().getCode().name();
                                }
                            });

            assertThat(last).isEqualTo("RESOURCE_EXHAUSTED");
        }
    }

    private static HttpResponse<String> typed(DexServer dex) {
        return new Browser()
                .post(dex.base() + "/device/auth/verify_code", Map.of("user_code", "BBBB-BBBB"));
    }

    private static HttpResponse<String> shown(DexServer dex) {
        return new Browser().get(dex.base() + "/device?user_code=CCCC-CCCC");
    }

    private static VerifyPasswordResp verified(DexServer dex, String email, String password) {
        return api(dex, api -> verify(api, email, password));
    }

    private static VerifyPasswordResp verify(
            DexGrpc.DexBlockingStub api, String email, String password) {
        return api.verifyPassword(
                VerifyPasswordReq.newBuilder().setEmail(email).setPassword(password).build());
    }

    private static <T> T api(DexServer dex, Function<DexGrpc.DexBlockingStub, T> call) {
        ManagedChannel channel =
                Grpc.newChannelBuilder(
                                dex.api().replace("grpc://", ""),
                                InsecureChannelCredentials.create())
                        .build();
        try {
            return call.apply(DexGrpc.newBlockingStub(channel));
        } finally {
            channel.shutdownNow();
        }
    }
}
