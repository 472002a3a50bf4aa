package dev.atrium.server.telemetry;

import dev.atrium.http.RequestMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The metrics of the role Dex by the names and labels that dashboards of Dex know.
public final class DexMetrics implements RequestMeter {
    private final MeterRegistry meters;
    private final String root;
    private final Map<Kind, Measure> measures = new ConcurrentHashMap<>();

    /// @param root the issuer's path, which the label of a route does not have
    public DexMetrics(MeterRegistry meters, String root, String version) {
        this.meters = meters;
        this.root = root;
        Gauge.builder("dex.build.info", () -> 1)
                .description("A constant 1, labelled with what runs")
                .tag("version", version)
                .tag("go_version", "java " + Runtime.version().feature())
                .tag(
                        "platform",
                        System.getProperty("os.name", "").toLowerCase(Locale.ROOT)
                                + "/"
                                + System.getProperty("os.arch", ""))
                .register(meters);
    }

    @Override
    public void finished(String route, String method, int status, Duration took, long bytes) {
        if (route.isEmpty()) {
            return;
        }
        // Asking the registry by name and tags costs more than the measurement.
        measures.computeIfAbsent(new Kind(route, method, status), this::measure)
                .finished(took, bytes);
    }

    private record Kind(String route, String method, int status) {}

    private record Measure(Counter requests, Timer duration, DistributionSummary size) {
        void finished(Duration took, long bytes) {
            requests.increment();
            duration.record(took);
            size.record((double) bytes);
        }
    }

    private Measure measure(Kind kind) {
        Tags tags =
                Tags.of(
                        "code",
                        Integer.toString(kind.status()),
                        "method",
                        kind.method().toLowerCase(Locale.ROOT),
                        "handler",
                        handler(kind.route()));
        return new Measure(
                Counter.builder("http.requests")
                        .description("Count of all HTTP requests.")
                        .tags(tags)
                        .register(meters),
                Timer.builder("request.duration")
                        .description("A histogram of latencies for requests.")
                        .tags(tags)
                        .serviceLevelObjectives(
                                Duration.ofMillis(250),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(2500),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10))
                        .register(meters),
                DistributionSummary.builder("response.size")
                        .description("A histogram of response sizes for requests.")
                        .baseUnit("bytes")
                        .tags(tags)
                        .serviceLevelObjectives(200, 500, 900, 1500)
                        .register(meters));
    }

    private String handler(String route) {
        String path = route.startsWith(root) ? route.substring(root.length()) : route;
        return path.isEmpty() ? "/" : path.replace("<", "{").replace(">", "}");
    }
}
