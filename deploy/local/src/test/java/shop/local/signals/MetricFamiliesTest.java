package shop.local.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricFamiliesTest {

    @Test
    void reads_the_text_format() {
        var metrics = MetricFamilies.parse("s", """
                # HELP http_requests_total Requests answered
                # TYPE http_requests_total counter
                http_requests_total{method="GET",endpoint="/a \\"b\\" {c}"} 3.0
                # TYPE up gauge
                up 1.0
                """);

        assertThat(metrics).extracting(MetricFamilies.Metric::name).containsExactly("http_requests_total", "up");
        assertThat(metrics.getFirst().help()).isEqualTo("Requests answered");
        assertThat(metrics.getFirst().labels()).isEqualTo(Set.of(Set.of("method", "endpoint")));
        assertThat(metrics.getFirst().values())
                .isEqualTo(Map.of("method", Set.of("GET"), "endpoint", Set.of("/a \\\"b\\\" {c}")));
        assertThat(metrics.getLast().labels()).isEqualTo(Set.of(Set.of()));
    }

    @Test
    void reads_open_metrics_as_the_same_with_exemplars() {
        var metrics = MetricFamilies.parse("s", """
                # TYPE http_requests counter
                # HELP http_requests Requests answered
                http_requests_total{method="GET"} 3.0 # {trace_id="abc",span_id="d"} 1.0 1700000000.000
                # TYPE took_seconds histogram
                took_seconds_bucket{le="0.1"} 2.0 # {trace_id="abc"} 0.05 1700000000.000
                took_seconds_count 2.0
                took_seconds_sum 0.1
                # EOF
                """);

        assertThat(metrics)
                .extracting(MetricFamilies.Metric::name)
                .containsExactly("http_requests_total", "took_seconds");
        assertThat(metrics.getFirst().labels()).isEqualTo(Set.of(Set.of("method")));
        assertThat(metrics.getFirst().exemplars()).containsExactly("trace_id", "span_id");
        assertThat(metrics.getLast().labels()).isEqualTo(Set.of(Set.of()));
    }

    @Test
    void rejects_invalid_values() {
        assertThatThrownBy(() -> MetricFamilies.parse("s", "# TYPE up gauge\ndown 1.0\n"))
                .hasMessageContaining("down 1.0");
    }
}
