package dev.atrium.membership.event;

import dev.atrium.membership.MembershipSettings;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Publishes to a stream of NATS JetStream. The stream keeps the ids of its messages for a while,
/// so that an event that was sent twice is in it once.
public final class NatsSink implements Sink, AutoCloseable {
    public static final String NAME = "nats";
    private static final int NO_STREAM = 10_059;
    private static final Duration REMEMBERS = Duration.ofMinutes(10);

    private final MembershipSettings.Nats settings;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Connection connection;

    public NatsSink(MembershipSettings.Nats settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public Patience patience() {
        return Patience.ENDLESS;
    }

    @Override
    public void deliver(Event event) throws Refusal {
        try {
            connected()
                    .jetStream()
                    .publish(
                            settings.subject(),
                            event.json(),
                            PublishOptions.builder()
                                    .messageId(event.id())
                                    .streamTimeout(settings.requestTimeout())
                                    .build());
        } catch (IOException | JetStreamApiException failure) {
            throw new Refusal("NATS: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted while publishing to NATS", interrupted);
        } catch (IllegalStateException closed) {
            throw new Refusal("NATS: the connection is closed", closed);
        }
    }

    private Connection connected() throws IOException, InterruptedException, JetStreamApiException {
        Connection open = connection;
        if (open != null && open.getStatus() != Connection.Status.CLOSED) {
            return open;
        }
        connecting.lockInterruptibly();
        try {
            open = connection;
            if (open != null && open.getStatus() != Connection.Status.CLOSED) {
                return open;
            }
            Connection made = Nats.connect(options(settings));
            try {
                if (settings.provision()) {
                    provision(made, settings);
                }
            } catch (IOException | JetStreamApiException | RuntimeException failure) {
                made.close();
                throw failure;
            }
            connection = made;
            return made;
        } finally {
            connecting.unlock();
        }
    }

    /// Makes the stream, or brings its subjects and copies up to date.
    static void provision(Connection connection, MembershipSettings.Nats settings)
            throws IOException, JetStreamApiException {
        JetStreamManagement management = connection.jetStreamManagement();
        String name = settings.subject().replaceAll("[^A-Za-z0-9_-]", "_");
        StreamConfiguration wanted =
                StreamConfiguration.builder()
                        .name(name)
                        .subjects(settings.subject(), settings.subject() + ".>")
                        .storageType(StorageType.File)
                        .replicas(settings.replicas())
                        .duplicateWindow(REMEMBERS)
                        .build();
        try {
            StreamConfiguration present = management.getStreamInfo(name).getConfiguration();
            management.updateStream(
                    StreamConfiguration.builder(present)
                            .subjects(wanted.getSubjects())
                            .replicas(settings.replicas())
                            .build());
        } catch (JetStreamApiException failure) {
            if (failure.getApiErrorCode() != NO_STREAM) {
                throw failure;
            }
            management.addStream(wanted);
        }
    }

    static Options options(MembershipSettings.Nats settings) {
        Options.Builder options =
                new Options.Builder()
                        .servers(settings.url().split("[\\s,]+", -1))
                        .connectionName(settings.clientId())
                        .maxReconnects(settings.maxReconnect())
                        .reconnectWait(settings.reconnectWait())
                        .connectionTimeout(Duration.ofSeconds(5));
        settings.user()
                .ifPresent(
                        user ->
                                options.userInfo(
                                        user.toCharArray(),
                                        settings.password()
                                                .map(password -> password.reveal().toCharArray())
                                                .orElse(new char[0])));
        settings.nkeyFile().ifPresent(file -> options.authHandler(Nats.credentials(file)));
        return options.build();
    }

    @Override
    public void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
