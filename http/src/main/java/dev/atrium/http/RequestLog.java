package dev.atrium.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One metric and, at debug level, one line for each request; the stack trace of each fault.
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.atrium.http.requests");

    private final String role;
    private final Optional<RequestMeter> own;
    private final MeterRegistry meters;
    // Asking the registry by name and tags costs more than the measurement.
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String route, String method, int status) {}

    RequestLog(String role, Optional<RequestMeter> own, MeterRegistry meters) {
        this.role = role;
        this.own = own;
        this.meters = meters;
    }

    void finished(Context context, float millis) {
        String route = context.attribute("route");
        own.ifPresent(
                meter ->
                        meter.finished(
                                route == null ? "" : route,
                                context.method().name(),
                                context.statusCode(),
                                Duration.ofNanos((long) (millis * 1_000_000)),
                                bytes(context)));
        timers.computeIfAbsent(
                        new Kind(
                                route == null ? "none" : route,
                                context.method().name(),
                                context.statusCode()),
                        this::timer)
                .record((long) (millis * 1_000_000), TimeUnit.NANOSECONDS);
        if (!LOG.isDebugEnabled()) {
            return;
        }
        LOG.atDebug()
                .addKeyValue("role", role)
                .addKeyValue("request_id", context.<String>attribute("id"))
                .addKeyValue("method", context.method().name())
                .addKeyValue("path", context.path())
                .addKeyValue("status", context.statusCode())
                .log("request");
    }

    private Timer timer(Kind kind) {
        return Timer.builder("atrium.http.requests")
                .description("Requests and their latency by route")
                .tag("role", role)
                .tag("route", kind.route())
                .tag("method", kind.method())
                .tag("status", Integer.toString(kind.status()))
                .publishPercentileHistogram(false)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(meters);
    }

    private static long bytes(Context context) {
        Long bytes = context.attribute("bytes");
        return bytes == null ? 0 : bytes;
    }

    void fault(Request request, Throwable error) {
        LOG.atError()
                .addKeyValue("role", role)
                .addKeyValue("request_id", request.id())
                .addKeyValue("method", request.method())
                .addKeyValue("path", request.path())
                .setCause(error)
                .log("request failed");
    }
}
