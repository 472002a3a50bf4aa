package dev.atrium.server.program;

import dev.atrium.storage.MasterKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings that start although they are weak, said at every start and counted in a metric.
public final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private Warnings() {}

    public static void masterKey(MasterKeys.Found found, MeterRegistry meters) {
        Gauge.builder("atrium.master.key.generated", () -> found.generated() ? 1 : 0)
                .description("1 while the master key lies in the database that it protects")
                .register(meters);
        if (found.generated()) {
            LOG.warn(
                    "the master key lies in the database that it protects, so a dump reveals every secret: set MASTER_KEY to a long random text");
        }
    }
}
