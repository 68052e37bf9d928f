package shop.local.stack;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.local.signals.SignalCatalogue;
import shop.local.signals.SignalCatalogue.Metric;
import shop.local.stack.Rules.Recording;

/** Rules, panels and runbooks use only emitted metrics. */
class MetricsTest {
    private static final Path STACK =
            Path.of(System.getProperty("shop.root", "../..")).resolve("observability-stack");
    private static final Path PROMETHEUS = STACK.resolve("prometheus");

    private static final Rules RULES = Rules.read(PROMETHEUS.resolve("rules"));
    private static final List<Dashboard> DASHBOARDS = Dashboard.all(STACK.resolve("grafana/dashboards"));
    private static final List<String> RUNBOOK_QUERIES = Runbooks.queries(STACK.resolve("runbooks"));
    private static final JsonNode FOREIGN = Rules.yaml(PROMETHEUS.resolve("foreign-metrics.yaml"));

    @Test
    void a_metric_in_a_rule_is_emitted() {
        assertThat(named(RULES.expressions())).isSubsetOf(emitted());
    }

    @Test
    void a_metric_in_a_panel_is_emitted() {
        assertThat(DASHBOARDS)
                .allSatisfy(dashboard ->
                        assertThat(named(dashboard.expressions().stream())).isSubsetOf(emitted()));
    }

    @Test
    void a_metric_in_a_runbook_is_emitted() {
        assertThat(RUNBOOK_QUERIES).isNotEmpty();
        assertThat(named(RUNBOOK_QUERIES.stream())).isSubsetOf(emitted());
        assertThat(RUNBOOK_QUERIES.stream().flatMap(PromQl::patterns))
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(emitted()).anyMatch(pattern.asMatchPredicate()));
    }

    @Test
    void no_rule_or_panel_selects_metrics_by_pattern() {
        assertThat(expressions()).noneMatch(expression -> expression.contains("__name__"));
    }

    @Test
    void a_metric_of_another_program_is_used_and_scraped() {
        var jobs = Rules.yaml(PROMETHEUS.resolve("prometheus.yml")).findValuesAsText("job_name");

        assertThat(FOREIGN.fieldNames()).toIterable().isSubsetOf(named(expressions()));
        assertThat(FOREIGN.valueStream().map(JsonNode::asText))
                .allMatch(job -> job.equals("all") || jobs.contains(job));
    }

    private static Set<String> emitted() {
        var emitted = new TreeSet<String>();
        SignalCatalogue.read(STACK.resolve("signals.yaml")).metrics().forEach(metric -> emitted.addAll(series(metric)));
        RULES.recordings().stream().map(Recording::name).forEach(emitted::add);
        FOREIGN.fieldNames().forEachRemaining(emitted::add);
        return emitted;
    }

    private static Stream<String> expressions() {
        return Stream.concat(
                RULES.expressions(), DASHBOARDS.stream().flatMap(dashboard -> dashboard.expressions().stream()));
    }

    private static Set<String> named(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> PromQl.metrics(expression).stream())
                .collect(toCollection(TreeSet::new));
    }

    /** The series that Prometheus stores for a metric. */
    private static List<String> series(Metric metric) {
        var name = metric.name();
        return switch (metric.type()) {
            case "histogram" -> List.of(name + "_bucket", name + "_count", name + "_sum");
            case "summary" -> List.of(name, name + "_count", name + "_sum");
            default -> List.of(name);
        };
    }
}
