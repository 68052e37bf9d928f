package shop.local.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final String CATALOGUE = """
            resource: {}
            attributes: {}
            events: {}
            metrics:
              - name: http_requests_total
                type: counter
                labels: {method: [GET, POST]}
                services: [order-service]
            spans: []
            logs:
              stdout:
                message: {type: string}
                stack: {type: string, when: it fails}
              otlp: {}
            errors:
              event: {tags: {service: {type: string}}}
              transaction: {}
            """;
    private static final String METRICS = """
            # TYPE http_requests_total counter
            http_requests_total{method="GET"} 1.0
            """;
    private static final List<String> LINES = List.of("{\"message\":\"a\"}", "{\"message\":\"b\",\"stack\":\"s\"}");
    private static final String EVENT = "{\"tags\":{\"service\":\"order-service\"}}";

    @TempDir
    private Path folder;

    @Test
    void finds_nothing_if_the_catalogue_is_right() throws IOException {
        assertThat(differences(METRICS, LINES, EVENT)).isEmpty();
    }

    @Test
    void reports_what_is_emitted_but_not_listed() throws IOException {
        var metrics = METRICS + "# TYPE up gauge\nup{job=\"a\"} 1\n";

        assertThat(differences(metrics, List.of(LINES.get(1), "{\"message\":\"a\",\"pid\":1}"), EVENT))
                .containsExactly(
                        "add    logs.stdout: pid",
                        "add    metrics: up (gauge, labels [[job]]) of order-service",
                        "add    metrics: up (gauge, labels [[job]]) of order-service (OpenMetrics)");
        assertThat(differences(METRICS, LINES, "{\"tags\":{\"service\":\"s\",\"order_id\":\"o\"}}"))
                .containsExactly("add    errors.event.tags: order_id");
        assertThat(differences(METRICS.replace("GET", "PUT"), LINES, EVENT))
                .containsExactly("add    metrics: http_requests_total of order-service has method=\"PUT\"");
    }

    @Test
    void reports_what_is_listed_but_not_emitted() throws IOException {
        assertThat(differences("", LINES, EVENT))
                .containsExactly(
                        "remove metrics: order-service http_requests_total is not emitted",
                        "remove metrics: order-service http_requests_total is not emitted (OpenMetrics)");
        assertThat(differences(METRICS, LINES.subList(0, 1), EVENT))
                .containsExactly("remove logs.stdout: stack is not emitted");
        assertThat(differences(METRICS, LINES, "{}"))
                .containsExactly(
                        "change errors.event.tags: service is not always present",
                        "remove errors.event.tags: service is not emitted");
    }

    @Test
    void reports_what_is_emitted_differently() throws IOException {
        assertThat(differences(METRICS.replace("counter", "gauge").replace("method", "verb"), LINES, EVENT))
                .contains(
                        "change metrics: http_requests_total of order-service is a gauge, not a counter",
                        "change metrics: http_requests_total of order-service has the labels [verb], not [method]");
        assertThat(differences(METRICS, List.of(LINES.get(1), "{\"message\":7}"), EVENT))
                .containsExactly("change logs.stdout: message is of type int, not string");
    }

    private List<String> differences(String metrics, List<String> lines, String event) throws IOException {
        var file = Files.writeString(folder.resolve("signals.yaml"), CATALOGUE);
        var exposed = MetricFamilies.parse("order-service", metrics);
        return Comparison.differences(
                SignalCatalogue.read(file),
                new Emitted(
                        exposed,
                        exposed,
                        List.of(),
                        lines.stream().map(ComparisonTest::json).toList(),
                        List.of(),
                        List.of(json(event)),
                        List.of()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
