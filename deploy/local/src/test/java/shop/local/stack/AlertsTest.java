package shop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.local.stack.Rules.Alert;
import shop.local.stack.Rules.Recording;

/** Every alert has a test, runbook, drill and dashboard, and the reverse; rules use only emitted metrics. */
class AlertsTest {
    private static final Path ROOT = Path.of(System.getProperty("shop.root", "../.."));
    private static final Path STACK = ROOT.resolve("observability-stack");
    private static final Path PROMETHEUS = STACK.resolve("prometheus");
    private static final Path TESTS = PROMETHEUS.resolve("tests");
    private static final Path RUNBOOKS = STACK.resolve("runbooks");
    private static final Path DASHBOARDS = STACK.resolve("grafana/dashboards");

    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info", "none");
    private static final List<String> SECTIONS = List.of("Meaning", "Impact", "Diagnosis", "Mitigation", "Drill");
    private static final Pattern DASHBOARD = Pattern.compile("http://localhost:3000/d/([a-z-]+)\\?var-job=.+");
    private static final Pattern ABSENT = Pattern.compile("absent\\(up\\{job=\"([a-z-]+)\"}\\)");

    private static final Pattern COUNTER = Pattern.compile("\\w+_(?:total|bucket)\\{.*");
    /** A value above 0 that is followed by 0, in the notation of promtool. */
    private static final Pattern RESET = Pattern.compile("\\b[1-9]\\d*x\\d+ 0(?!\\d)");

    private static final Rules RULES = Rules.read(PROMETHEUS.resolve("rules"));

    @Test
    void an_alert_has_severity_summary_value_and_links() {
        assertThat(RULES.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn(SEVERITIES);
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url", "dashboard");
            assertThat(alert.annotations().get("summary")).isNotBlank();
            assertThat(alert.annotations().get("description")).contains("$value");
        });
    }

    @Test
    void an_alert_has_a_test_in_which_it_fires_and_resolves_and_one_with_healthy_data() {
        assertThat(RULES.alerts())
                // Watchdog always fires.
                .filteredOn(alert -> !alert.name().equals("Watchdog"))
                .allSatisfy(alert -> {
                    var tests = expectedAlerts(alert.name());
                    assertThat(tests).as("fires and is resolved").anyMatch(looks -> looks.matches("0+1+0+"));
                    assertThat(tests).as("healthy data").anyMatch(looks -> looks.matches("0+"));
                });
        assertThat(expectedAlerts("Watchdog")).containsOnly("1");
    }

    /** Silent one evaluation earlier, so that the test verifies its {@code for}. */
    @Test
    void an_alert_has_a_test_in_which_it_is_silent_just_before_it_fires() {
        assertThat(RULES.alerts())
                .filteredOn(alert -> !alert.name().equals("Watchdog"))
                .allSatisfy(alert -> assertThat(silencesBeforeFiring(alert.name()))
                        .anyMatch(silence -> silence.compareTo(evaluationInterval(alert.name())) <= 0));
    }

    /** {@code rate()} and {@code increase()} depend on the first sample of a series and on those around a reset. */
    @Test
    void rules_on_counters_have_tests_that_begin_without_series_and_tests_with_a_reset() {
        assertThat(Rules.files(TESTS).filter(file -> !counters(file).isEmpty()))
                .isNotEmpty()
                .allSatisfy(file -> {
                    assertThat(counters(file)).as("start").anyMatch(values -> values.startsWith("_"));
                    assertThat(counters(file)).as("reset").anyMatch(RESET.asPredicate());
                });
    }

    @Test
    void a_recording_rule_is_tested_by_itself_or_by_an_alert() {
        var alerting = RULES.alerts().stream().map(Alert::expression).flatMap(e -> PromQl.metrics(e).stream());
        var tested = Stream.concat(alerting, Stream.of("red", "slo").flatMap(AlertsTest::testedExpressions))
                .collect(Collectors.toSet());

        assertThat(RULES.recordings()).extracting(Recording::name).isSubsetOf(tested);
    }

    @Test
    void an_alert_has_a_runbook_with_all_its_sections() {
        assertThat(RULES.alerts()).allSatisfy(alert -> {
            var runbook = alert.annotations().get("runbook_url");
            assertThat(runbook).isEqualTo("observability-stack/runbooks/" + alert.name() + ".md");
            assertThat(Files.readAllLines(ROOT.resolve(runbook)))
                    .startsWith("# " + alert.name())
                    .anyMatch(line -> line.startsWith("`make drill ALERT=" + alert.name() + "`"))
                    .filteredOn(line -> line.startsWith("## "))
                    .containsExactlyElementsOf(
                            SECTIONS.stream().map(section -> "## " + section).toList());
        });
    }

    @Test
    void an_alert_has_a_drill() {
        var drills = Rules.yaml(STACK.resolve("drills.yaml"));

        assertThat(drills.properties())
                .extracting(drill -> drill.getKey())
                .containsExactlyInAnyOrderElementsOf(names());
        assertThat(drills.valueStream()).as("says how").noneMatch(JsonNode::isEmpty);
    }

    @Test
    void an_alert_links_to_an_existing_dashboard() {
        assertThat(RULES.alerts())
                .filteredOn(alert -> !Files.exists(dashboard(alert)))
                .extracting(Alert::name)
                .isEmpty();
    }

    @Test
    void every_test_and_runbook_belongs_to_an_alert() {
        var ofRecordings = Stream.of("red", "slo");

        assertThat(Rules.files(RUNBOOKS).map(Rules::nameOf)).containsExactlyInAnyOrderElementsOf(names());
        assertThat(Rules.files(TESTS).map(Rules::nameOf))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(names().stream(), ofRecordings).toList());
    }

    @Test
    void every_job_has_an_alert_on_its_absence() {
        var missed = RULES.alerts().stream()
                .flatMap(alert -> ABSENT.matcher(alert.expression()).results())
                .map(match -> match.group(1));

        assertThat(missed).containsExactlyInAnyOrderElementsOf(jobs());
    }

    private static List<String> names() {
        return RULES.alerts().stream().map(Alert::name).toList();
    }

    private static Path dashboard(Alert alert) {
        var link = DASHBOARD.matcher(alert.annotations().get("dashboard"));
        return DASHBOARDS.resolve(link.matches() ? link.group(1) + ".json" : "none");
    }

    private static List<String> jobs() {
        return Rules.yaml(PROMETHEUS.resolve("prometheus.yml"))
                .at("/scrape_configs")
                .valueStream()
                .map(job -> job.path("job_name").asText())
                .toList();
    }

    /** The expectations of each test of an alert, in order of time: 1 if the alert fires, 0 if it does not. */
    private static List<String> expectedAlerts(String alert) {
        return Rules.yaml(TESTS.resolve(alert + ".yml"))
                .at("/tests")
                .valueStream()
                .map(test -> looks(test, alert).stream()
                        .map(look -> isSilent(look) ? "0" : "1")
                        .collect(Collectors.joining()))
                .toList();
    }

    /** In each test of an alert: the time between the last check that it is silent and the first that it fires. */
    private static List<Duration> silencesBeforeFiring(String alert) {
        return Rules.yaml(TESTS.resolve(alert + ".yml"))
                .at("/tests")
                .valueStream()
                .map(test -> looks(test, alert))
                .flatMap(looks -> IntStream.range(1, looks.size())
                        .filter(i -> isSilent(looks.get(i - 1)) && !isSilent(looks.get(i)))
                        .mapToObj(i -> at(looks.get(i)).minus(at(looks.get(i - 1)))))
                .toList();
    }

    /** The values of each counter in the tests of a file. */
    private static List<String> counters(Path file) {
        return Rules.yaml(file)
                .at("/tests")
                .valueStream()
                .flatMap(test -> test.path("input_series").valueStream())
                .filter(input -> COUNTER.matcher(input.path("series").asText()).matches())
                .map(input -> input.path("values").asText())
                .toList();
    }

    private static Duration evaluationInterval(String alert) {
        return CompressedTime.parse(Rules.yaml(TESTS.resolve(alert + ".yml"))
                .path("evaluation_interval")
                .asText());
    }

    /** The checks of an alert in a test, in order of time. */
    private static List<JsonNode> looks(JsonNode test, String alert) {
        return test.path("alert_rule_test")
                .valueStream()
                .filter(look -> look.path("alertname").asText().equals(alert))
                .sorted(Comparator.comparing(AlertsTest::at))
                .toList();
    }

    private static Duration at(JsonNode look) {
        return CompressedTime.parse(look.path("eval_time").asText());
    }

    private static boolean isSilent(JsonNode look) {
        return look.path("exp_alerts").isEmpty();
    }

    private static Stream<String> testedExpressions(String file) {
        return Rules.yaml(TESTS.resolve(file + ".yml"))
                .at("/tests")
                .valueStream()
                .flatMap(test -> test.path("promql_expr_test").valueStream())
                .flatMap(look -> PromQl.metrics(look.path("expr").asText()).stream());
    }
}
