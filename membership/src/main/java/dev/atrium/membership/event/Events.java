package dev.atrium.membership.event;

import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/// Everything that takes events to programs outside, put together.
public final class Events implements AutoCloseable {
    private final Optional<NatsSink> nats;
    private final Outbox outbox;

    /// @param http which reaches what endpoints may be
    public Events(
            MembershipSettings.Events settings,
            Database database,
            Endpoints endpoints,
            OutgoingHttp http,
            Clock clock,
            MeterRegistry meters) {
        nats = settings.nats().map(NatsSink::new);
        outbox =
                new Outbox(
                        database,
                        nats.isPresent(),
                        name ->
                                name.equals(NatsSink.NAME)
                                        ? nats.map(Sink.class::cast)
                                        : endpoints
                                                .armed(name)
                                                .map(armed -> new EndpointSink(armed, http, clock)),
                        settings.attempts(),
                        clock,
                        meters);
    }

    /// One pass of the job.
    public Runnable pass(Tx tx) {
        return outbox.pass(tx);
    }

    @Override
    public void close() {
        outbox.close();
        nats.ifPresent(NatsSink::close);
    }
}
