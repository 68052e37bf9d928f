package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The links between Grafana's data sources, from one signal to the next. */
class DataSourcesTest {
    private static final Path FILE = Path.of(
            System.getProperty("shop.root", "../.."),
            "observability-stack/grafana/provisioning/datasources/datasources.yaml");
    private static final JsonNode SOURCES = Rules.yaml(FILE).path("datasources");

    @Test
    void each_links_to_existing_data_sources() {
        var leads = SOURCES.findValuesAsText("datasourceUid");

        assertThat(leads).isNotEmpty().isSubsetOf(SOURCES.findValuesAsText("uid"));
    }

    /** Grafana expands a name after a single dollar sign as an environment variable. */
    @Test
    void dollar_signs_are_escaped() throws IOException {
        assertThat(Files.readString(FILE).replaceAll("(?m)#.*$", "").replace("$$", ""))
                .doesNotContain("$");
    }

    @Test
    void an_exemplar_links_to_its_trace_in_grafana_and_in_jaeger() {
        var links = settings("prometheus").path("exemplarTraceIdDestinations");

        assertThat(links.findValuesAsText("name")).containsOnly("trace_id");
        assertThat(links.findValuesAsText("datasourceUid")).containsExactly("jaeger");
        assertThat(links.findValuesAsText("url")).containsExactly("http://localhost:16686/trace/$${__value.raw}");
    }

    @Test
    void a_span_links_to_the_log_lines_of_its_trace() {
        var logs = settings("jaeger").path("tracesToLogsV2");

        assertThat(logs.path("datasourceUid").asText()).isEqualTo("loki");
        assertThat(logs.path("customQuery").asBoolean()).isTrue();
        assertThat(logs.path("query").asText()).isEqualTo("{service_name=~\".+\"} | trace_id=\"$${__trace.traceId}\"");
    }

    @Test
    void a_span_links_to_the_metrics_of_its_service_and_operation() {
        var metrics = settings("jaeger").path("tracesToMetrics");

        assertThat(metrics.path("datasourceUid").asText()).isEqualTo("prometheus");
        assertThat(metrics.path("queries").findValuesAsText("query"))
                .flatMap(query -> PromQl.metrics(query.replace("$$__tags", "")))
                .containsOnly(
                        "http_requests_total",
                        "http_request_duration_seconds_bucket",
                        "traces_span_metrics_calls_total",
                        "traces_span_metrics_duration_seconds_bucket");
    }

    @Test
    void a_log_line_links_to_its_trace_and_its_error() {
        var fields = StreamSupport.stream(settings("loki").path("derivedFields").spliterator(), false)
                .toList();

        assertThat(fields)
                .allSatisfy(field -> {
                    // Structured metadata, not part of the line.
                    assertThat(field.path("matcherType").asText()).isEqualTo("label");
                    assertThat(field.path("matcherRegex").asText()).isEqualTo("trace_id");
                })
                .extracting(field -> field.path("datasourceUid").asText() + " "
                        + field.path("url").asText())
                .containsExactly(
                        "jaeger $${__value.raw}",
                        " http://localhost:16686/trace/$${__value.raw}",
                        " http://localhost:8000/issues/1/?q=trace:$${__value.raw}");
    }

    private static JsonNode settings(String uid) {
        return StreamSupport.stream(SOURCES.spliterator(), false)
                .filter(source -> source.path("uid").asText().equals(uid))
                .findFirst()
                .orElseThrow()
                .path("jsonData");
    }
}
