package dev.atrium.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DexMetricsTest {
    @Test
    void has_the_names_and_labels_that_dashboards_of_dex_know() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DexMetrics metrics = new DexMetrics(registry, "/dex", "v1");

        metrics.finished("/dex/auth/{connector}", "GET", 302, Duration.ofMillis(300), 700);
        metrics.finished("/dex", "GET", 200, Duration.ofMillis(3), 100);
        metrics.finished("", "GET", 404, Duration.ofMillis(3), 100);

        String labels = "{code=\"302\",handler=\"/auth/{connector}\",method=\"get\"";
        assertThat(registry.scrape())
                .contains("http_requests_total" + labels + "} 1.0")
                .contains("http_requests_total{code=\"200\",handler=\"/\",method=\"get\"} 1.0")
                .contains("request_duration_seconds_bucket" + labels + ",le=\"0.25\"} 0")
                .contains("request_duration_seconds_bucket" + labels + ",le=\"0.5\"} 1")
                .contains("response_size_bytes_bucket" + labels + ",le=\"500.0\"} 0")
                .contains("response_size_bytes_bucket" + labels + ",le=\"900.0\"} 1")
                .containsPattern("dex_build_info\\{.*version=\"v1\".*} 1\n")
                .doesNotContain("404");
    }
}
