package dev.atrium.server.role;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Authorities;
import dev.atrium.http.outgoing.EnvironmentProxies;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.SharedClient;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.server.telemetry.Telemetry;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// What every role of a process shares: time, randomness, metrics and the way out.
///
/// @param signatures waits until the provider has been loaded; empty where it cannot be
public record Machine(
        Clock clock,
        SecureRandom random,
        RandomIds ids,
        Telemetry telemetry,
        Supplier<Optional<Provider>> signatures,
        SharedClient http,
        Way way,
        String version) {

    /// How servers elsewhere are reached from this installation.
    ///
    /// @param googleAccount the key file that `GOOGLE_APPLICATION_CREDENTIALS` names
    public record Way(
            EnvironmentProxies proxies, Authorities authorities, Optional<Path> googleAccount) {
        static Way of(Map<String, String> environment) {
            return new Way(
                    new EnvironmentProxies(environment),
                    Authorities.of(environment),
                    Optional.ofNullable(environment.get("GOOGLE_APPLICATION_CREDENTIALS"))
                            .filter(path -> !path.isBlank())
                            .map(Path::of));
        }

        HttpClient client(Trust trust) {
            HttpClient.Builder builder = HttpClient.newBuilder().proxy(proxies);
            proxies.credentials()
                    .ifPresent(
                            credentials -> {
                                // The JDK does not tell proxies a password for HTTPS unless told
                                // to; the operator has, by writing it into the address.
                                System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
                                builder.authenticator(credentials);
                            });
            Trust whole = authorities.applied(trust);
            if (!(whole instanceof Trust.Standard)) {
                try {
                    builder.sslContext(whole.context());
                } catch (GeneralSecurityException unusable) {
                    throw new IllegalStateException(
                            "the configured certificates cannot be used", unusable);
                }
            }
            return builder.connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }
    }

    /// @param environment whose standard variables for proxies and authorities are followed
    /// @throws IllegalArgumentException when one of them cannot be read
    public static Machine of(Clock clock, String version, Map<String, String> environment) {
        // Its library is loaded and tests itself meanwhile.
        CompletableFuture<Optional<Provider>> signatures =
                CompletableFuture.supplyAsync(Machine::signatureProvider);
        SecureRandom random = new SecureRandom();
        Way way = Way.of(environment);
        Telemetry telemetry = new Telemetry();
        SharedClient http = new SharedClient(() -> way.client(new Trust.Standard()));
        return new Machine(
                clock,
                random,
                new RandomIds(random, clock),
                telemetry,
                signatures::join,
                http,
                way,
                version);
    }

    /// The same machine with another trust in the servers that it calls.
    public Machine trusting(Trust trust) {
        return new Machine(
                clock,
                random,
                ids,
                telemetry,
                signatures,
                new SharedClient(() -> way.client(trust)),
                way,
                version);
    }

    /// A client for addresses that the operator chose, which may be private ones.
    public OutgoingHttp outgoing(Trust trust) {
        return trust instanceof Trust.Standard
                ? new OutgoingHttp(http, AddressPolicy.OPERATOR, Limits.STANDARD)
                : new OutgoingHttp(way.client(trust), AddressPolicy.OPERATOR, Limits.STANDARD);
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
