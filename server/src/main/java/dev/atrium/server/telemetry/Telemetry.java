package dev.atrium.server.telemetry;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The registry of a process and the routes that show it.
public final class Telemetry implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /// `/metrics` in the Prometheus text format.
    public Route metrics() {
        return Route.open(
                Verb.GET,
                "/metrics",
                "metrics",
                _ ->
                        Response.of(
                                200,
                                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                                registry.scrape().getBytes(StandardCharsets.UTF_8)));
    }

    /// The routes of a telemetry listener: metrics, `/healthz/live`, `/healthz/ready`, `/healthz`.
    public List<Route> routes(Readiness readiness) {
        return List.of(
                metrics(),
                Route.open(Verb.GET, "/healthz/live", "live", _ -> Response.text(200, "ok")),
                Route.open(Verb.GET, "/healthz/ready", "ready", _ -> ready(readiness)),
                Route.open(Verb.GET, "/healthz", "health", _ -> ready(readiness)));
    }

    public static Response ready(Readiness readiness) {
        Map<String, String> report = readiness.report();
        boolean ready = report.values().stream().allMatch("ok"::equals);
        return Response.json(ready ? 200 : 503, report).header("Cache-Control", "no-store");
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
