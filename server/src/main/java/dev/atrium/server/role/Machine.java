package dev.atrium.server.role;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.server.telemetry.Telemetry;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/// What every role of a process shares: time, randomness, metrics and the way out.
public record Machine(
        Clock clock,
        SecureRandom random,
        RandomIds ids,
        Telemetry telemetry,
        Optional<Provider> signatures,
        HttpClient http,
        String version) {

    public static Machine of(Clock clock, String version) {
        SecureRandom random = new SecureRandom();
        return new Machine(
                clock,
                random,
                new RandomIds(random, clock),
                new Telemetry(),
                signatureProvider(),
                client(HttpClient.newBuilder()),
                version);
    }

    /// The same machine with another trust in the servers that it calls.
    public Machine trusting(Trust trust) {
        return new Machine(clock, random, ids, telemetry, signatures, client(trust), version);
    }

    /// A client for addresses that the operator chose, which may be private ones.
    public OutgoingHttp outgoing(Trust trust) {
        return new OutgoingHttp(
                trust instanceof Trust.Standard ? http : client(trust),
                AddressPolicy.OPERATOR,
                Limits.STANDARD);
    }

    private static HttpClient client(Trust trust) {
        try {
            return client(HttpClient.newBuilder().sslContext(trust.context()));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the configured certificates cannot be used", unusable);
        }
    }

    private static HttpClient client(HttpClient.Builder builder) {
        return builder.connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /// Signs two to four times as fast as the JDK where its native library loads.
    private static Optional<Provider> signatureProvider() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
        } catch (LinkageError _) {
            return Optional.empty();
        }
    }
}
