package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.local.stack.Dashboard.Panel;
import shop.local.stack.Rules.Alert;

/** Dashboards are complete and readable, and their links lead to existing pages. */
class DashboardsTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));
    private static final Path GRAFANA = ROOT.resolve("observability-stack/grafana");
    private static final Path PROMETHEUS = ROOT.resolve("observability-stack/prometheus");
    private static final Pattern RUNBOOK =
            Pattern.compile("\\[(\\w+)]\\(http://localhost:9090/user/(observability-stack/runbooks/\\1\\.md)\\)");
    private static final Pattern DASHBOARD = Pattern.compile("^(?:http://localhost:3000)?/d/([a-z-]+)");
    private static final Pattern FIXED_RANGE = Pattern.compile("\\b(?:rate|increase)\\([^\\[]*\\[(?!\\$__)");
    private static final Pattern BARE_TOTAL = Pattern.compile("_total\\b(?!:)(?:\\{[^}]*})?(?!\\[|\\{)");

    private final List<Dashboard> dashboards = Dashboard.all(GRAFANA.resolve("dashboards"));

    @Test
    void every_topic_has_its_dashboard() {
        assertThat(dashboards)
                .extracting(Dashboard::fileName)
                .containsExactly(
                        "orders.json",
                        "postgresql.json",
                        "redis.json",
                        "service.json",
                        "suite-overview.json",
                        "telemetry-health.json");
    }

    @Test
    void the_uid_of_a_dashboard_is_its_file_name() {
        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.uid() + ".json").isEqualTo(dashboard.fileName()));
    }

    @Test
    void titles_and_ids_are_unique() {
        assertThat(dashboards).extracting(dashboard -> dashboard.text("/title")).doesNotHaveDuplicates();
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.blocks()).extracting(Panel::title).doesNotHaveDuplicates();
            assertThat(dashboard.blocks())
                    .extracting(panel -> panel.number("/id"))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void every_row_is_a_question() {
        assertThat(dashboards.stream().flatMap(dashboard -> dashboard.blocks().stream()))
                .filteredOn(Panel::isRow)
                .allSatisfy(row -> assertThat(row.title()).endsWith("?"));
        assertThat(dashboards)
                .allSatisfy(dashboard ->
                        assertThat(dashboard.blocks().getFirst().isRow()).isTrue());
    }

    @Test
    void every_panel_has_a_description_and_a_unit() {
        assertThat(panels()).allSatisfy(panel -> {
            assertThat(panel.text("/description")).endsWith(".");
            assertThat(panel.text("/fieldConfig/defaults/unit")).isNotEmpty();
        });
    }

    /** So that a dashboard also works with another Prometheus. */
    @Test
    void everything_uses_the_selected_data_source() {
        var provisioned = Rules.yaml(GRAFANA.resolve("provisioning/datasources/datasources.yaml"))
                .findValuesAsText("uid");

        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.elements("/templating/list")).first().satisfies(variable -> {
                assertThat(variable.path("name").asText()).isEqualTo("datasource");
                assertThat(variable.path("type").asText()).isEqualTo("datasource");
                assertThat(variable.path("query").asText()).isEqualTo("prometheus");
                assertThat(variable.at("/current/value").asText()).isIn(provisioned);
            });
            assertThat(asking(dashboard)).allSatisfy(asking -> {
                assertThat(asking.at("/datasource/type").asText()).isEqualTo("prometheus");
                assertThat(asking.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            });
        });
    }

    @Test
    void variables_are_refreshed_when_the_time_range_changes() {
        assertThat(dashboards.stream().flatMap(dashboard -> dashboard.elements("/templating/list").stream()))
                .filteredOn(variable -> variable.path("type").asText().equals("query"))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(variable.path("refresh").asInt()).isEqualTo(2));
    }

    @Test
    void a_total_is_shown_only_as_a_rate() {
        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.expressions()).noneMatch(BARE_TOTAL.asPredicate()));
    }

    @Test
    void panels_do_not_overlap_and_are_wide_enough_for_1280_pixels() {
        assertThat(panels()).allSatisfy(panel -> {
            assertThat(panel.number("/gridPos/x") + panel.width()).isLessThanOrEqualTo(24);
            assertThat(panel.width()).isGreaterThanOrEqualTo(panel.type().equals("stat") ? 3 : 6);
        });
        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.overlaps()).isEmpty());
    }

    @Test
    void a_rate_uses_grafanas_rate_interval() {
        assertThat(dashboards)
                .allSatisfy(dashboard -> assertThat(dashboard.expressions()).noneMatch(FIXED_RANGE.asPredicate()));
    }

    @Test
    void every_quantile_over_time_has_exemplars_that_link_to_traces() {
        assertThat(panels())
                .filteredOn(panel -> panel.type().equals("timeseries") && panel.asks("histogram_quantile"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.targets())
                        .anyMatch(target -> target.path("exemplar").asBoolean()));
    }

    @Test
    void every_panel_of_failed_requests_links_to_the_errors() {
        assertThat(panels())
                .filteredOn(panel -> panel.asks("status_code"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.urls()).contains("http://localhost:8000/issues/1/"));
    }

    @Test
    void every_runbook_of_a_panel_exists_and_is_linked() {
        assertThat(panels().flatMap(DashboardsTest::runbooks).map(ROOT::resolve))
                .isNotEmpty()
                .allMatch(Files::exists);
        assertThat(panels().map(panel ->
                        RUNBOOK.matcher(panel.text("/description")).replaceAll("")))
                .noneMatch(rest -> rest.contains("runbooks"));
    }

    @Test
    void the_dashboard_of_an_alert_links_its_runbook() {
        var rules = Rules.read(PROMETHEUS.resolve("rules"));

        assertThat(rules.alerts())
                .isNotEmpty()
                .allSatisfy(
                        alert -> assertThat(dashboard(alert).blocks().stream().flatMap(DashboardsTest::runbooks))
                                .as(alert.name())
                                .contains(alert.annotations().get("runbook_url")));
    }

    @Test
    void every_link_to_a_dashboard_has_an_existing_target() {
        var uids = dashboards.stream().map(Dashboard::uid).toList();

        assertThat(panels().flatMap(panel -> panel.urls().stream())
                        .flatMap(url -> DASHBOARD.matcher(url).results())
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allMatch(uids::contains);
    }

    @Test
    void every_link_to_a_dashboard_keeps_the_data_source() {
        assertThat(panels().flatMap(panel -> panel.urls().stream()))
                .filteredOn(url -> url.startsWith("/d/"))
                .isNotEmpty()
                .allMatch(url -> url.endsWith("&${datasource:queryparam}"));
    }

    @Test
    void every_dashboard_marks_deploys_and_faults_and_refreshes_itself() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.elements("/annotations/list"))
                    .extracting(annotation -> annotation.at("/target/expr").asText())
                    .anyMatch(expression -> expression.contains("build_info"))
                    .anyMatch(expression -> expression.contains("fault_active"));
            assertThat(dashboard.text("/refresh")).isEqualTo("30s");
            assertThat(dashboard.json().at("/editable").asBoolean(true)).isFalse();
        });
    }

    @Test
    void every_dashboard_marks_the_alerts_of_its_dependencies() {
        var jobs = Rules.yaml(PROMETHEUS.resolve("prometheus.yml")).findValuesAsText("job_name");

        assertThat(dashboards).allSatisfy(dashboard -> {
            var chosen = dashboard.uid().equals("service") ? List.of("order-service", "postgres", "redis") : jobs;
            assertThat(Stream.concat(chosen.stream(), Stream.of("")))
                    .allMatch(
                            job -> marks(dashboard, Map.of("alertstate", "firing", "severity", "warning", "job", job)));
            assertThat(marks(dashboard, Map.of("alertstate", "pending", "severity", "warning", "job", "postgres")))
                    .isFalse();
            assertThat(marks(dashboard, Map.of("alertstate", "firing", "severity", "none", "job", "prometheus")))
                    .isFalse();
        });
    }

    private Dashboard dashboard(Alert alert) {
        var link = DASHBOARD.matcher(alert.annotations().get("dashboard"));
        assertThat(link.lookingAt()).as(alert.name()).isTrue();
        return dashboards.stream()
                .filter(dashboard -> dashboard.uid().equals(link.group(1)))
                .findAny()
                .orElseThrow();
    }

    /** Paths in the repository. */
    private static Stream<String> runbooks(Panel panel) {
        return RUNBOOK.matcher(panel.text("/description")).results().map(found -> found.group(2));
    }

    /** Whether an alert with these labels is marked while order-service is selected. */
    private static boolean marks(Dashboard dashboard, Map<String, String> alert) {
        return dashboard.elements("/annotations/list").stream()
                .map(annotation -> annotation.at("/target/expr").asText().replace("$job", "order-service"))
                .anyMatch(expression -> PromQl.selects(expression, "ALERTS", alert));
    }

    /** Panels, annotations and variables. */
    private static Stream<JsonNode> asking(Dashboard dashboard) {
        return Stream.of(
                        dashboard.blocks().stream()
                                .filter(Predicate.not(Panel::isRow))
                                .map(Panel::json),
                        dashboard.elements("/annotations/list").stream(),
                        dashboard.elements("/templating/list").stream().skip(1))
                .flatMap(Function.identity());
    }

    private Stream<Panel> panels() {
        return dashboards.stream()
                .flatMap(dashboard -> dashboard.blocks().stream())
                .filter(Predicate.not(Panel::isRow));
    }
}
