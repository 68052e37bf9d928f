package shop.local.stack;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.shop.Service;
import shop.local.stack.api.FaultsApi;
import shop.local.stack.api.JaegerApi;
import shop.local.stack.api.PrometheusApi.Exemplar;
import shop.local.stack.api.PrometheusApi.Rule;
import shop.local.stack.api.PrometheusApi.Target;
import shop.local.traffic.BackgroundTraffic;
import shop.local.traffic.Traffic;

/** Under a short load, every target, rule and panel of the stack has data, and each signal links to the next. */
@Tag("stack")
@Order(1)
@ExtendWith(SharedStack.class)
class SignalsStackTest {
    // Jobs whose programs are not started.
    private static final Set<String> ABSENT = Set.of("grafana", "loki");
    // Panels that need one of those, or the append-only file, which the Redis of tests does not have.
    private static final Set<String> EMPTY_HERE =
            Set.of("Log records received", "Log records discarded", "Size of the log");
    private static final List<String> JOBS = List.of("order-service", "user-service", "inventory-service");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((?<selector>.+), (?<label>\\w+)\\)");
    private static final List<String> OPERATIONS = List.of(
            "order-service: POST /orders",
            "user-service: GET /users/{id}",
            "inventory-service: POST /reservations",
            "order-service: send orders",
            "inventory-service: process orders",
            "user-service: process orders");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int MORE_THAN_THE_VISITORS = 20;

    private static BackgroundTraffic backgroundTraffic;

    private final Instant begin = Instant.now().minusSeconds(60);

    @BeforeAll
    static void open(Traffic traffic) {
        backgroundTraffic = BackgroundTraffic.of(traffic, Traffic.Kind.MIX, 8);
    }

    @AfterAll
    static void close() {
        backgroundTraffic.close();
    }

    @Test
    void every_target_is_up(Stack stack) {
        eventually(() -> assertThat(stack.prometheus().targets())
                .filteredOn(target -> !ABSENT.contains(target.job()))
                .isNotEmpty()
                .allSatisfy(target ->
                        assertThat(target.health()).as(target.toString()).isEqualTo("up")));
        assertThat(stack.prometheus().targets().stream().map(Target::job).collect(toSet()))
                .containsAll(ABSENT);
    }

    @Test
    void every_rule_is_evaluated_and_every_recording_rule_has_data(Stack stack) {
        eventually(() -> {
            var rules = stack.prometheus().rules();
            assertThat(rules)
                    .isNotEmpty()
                    .allSatisfy(rule -> assertThat(rule.health())
                            .as(rule.name() + " " + rule.lastError())
                            .isEqualTo("ok"));
            assertThat(rules.stream()
                            .filter(rule -> rule.type().equals("recording"))
                            .map(Rule::name)
                            .distinct())
                    .filteredOn(name -> stack.prometheus().query(name).isEmpty())
                    .isEmpty();
        });
    }

    @Test
    void every_panel_shows_data(Stack stack) {
        eventually(() -> assertThat(dashboards().flatMap(dashboard -> emptyQueries(stack, dashboard)))
                .isEmpty());
    }

    @Test
    void annotations_of_a_dashboard_have_valid_queries(Stack stack) {
        assertThat(dashboards()
                        .flatMap(dashboard -> dashboard.elements("/annotations/list").stream())
                        .flatMap(annotation ->
                                asked(annotation.at("/target/expr").asText(), stack.time())))
                .isNotEmpty()
                .allSatisfy(query -> assertThatCode(() -> stack.prometheus().query(query))
                        .as(query)
                        .doesNotThrowAnyException());
    }

    @Test
    void the_variables_list_the_services(Stack stack) {
        var variables = dashboards()
                .flatMap(dashboard -> dashboard.elements("/templating/list").stream())
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable ->
                        LABEL_VALUES.matcher(variable.at("/query/query").asText()))
                .toList();

        assertThat(variables).isNotEmpty().allMatch(Matcher::matches);
        assertThat(variables)
                .allSatisfy(variable -> assertThat(
                                stack.prometheus().labelValues(variable.group("label"), variable.group("selector")))
                        .containsExactlyInAnyOrderElementsOf(JOBS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_request_duration_seconds_bucket", "orders_created_total", "order_revenue_total"})
    void exemplars_link_to_traces(String metric, Stack stack, Traffic traffic) {
        eventually(() -> {
            // A counter has one exemplar in seven seconds, and Jaeger keeps a tenth of the traces.
            for (var order = 0; order < MORE_THAN_THE_VISITORS; order++) {
                assertThat(traffic.orderToFollow(_ -> {}).send()).isEqualTo(201);
            }
            assertThat(exemplars(stack, metric))
                    .anyMatch(exemplar -> stack.jaeger().spans(exemplar.traceId()) > 0);
        });
    }

    @Test
    void an_order_is_one_trace_that_ends_with_the_consumers_of_its_event(Stack stack, Traffic traffic)
            throws Exception {
        var traces = new ArrayList<String>();

        assertThat(traffic.orderToFollow(traces::add).send()).isEqualTo(201);

        eventually(() -> {
            var trace = stack.jaeger().trace(traces.getFirst());
            assertThat(trace).extracting(JaegerApi.Span::operation).containsAll(OPERATIONS);
            assertThat(trace).filteredOn(span -> span.parent().isEmpty()).hasSize(1);
            assertThat(trace).extracting(JaegerApi.Span::id).containsAll(parents(trace));
            assertThat(trace)
                    .extracting(JaegerApi.Span::operation)
                    .filteredOn(OPERATIONS::contains)
                    .startsWith(OPERATIONS.getFirst())
                    .last(InstanceOfAssertFactories.STRING)
                    .endsWith("process orders");
        });
    }

    @Test
    void every_exemplar_of_a_slow_request_has_a_trace(Stack stack) {
        var orders = new FaultsApi(
                Service.ORDER.id(), stack.shop().address(Service.ORDER).managementUrl());
        // Too short to affect the error budget.
        orders.switchOn("latency", Map.of("delay", "600ms"), Duration.ofSeconds(2));

        // Traces arrive some seconds later, when there may be newer exemplars.
        var slow = await().atMost(LIMIT)
                .until(
                        () -> exemplars(stack, "http_request_duration_seconds_bucket").stream()
                                .filter(exemplar -> exemplar.value() > 0.6)
                                .toList(),
                        found -> !found.isEmpty());
        eventually(() -> assertThat(slow).allMatch(exemplar -> stack.jaeger().spans(exemplar.traceId()) > 0));
    }

    @Test
    void prometheus_serves_the_runbook_of_every_alert(Stack stack) {
        assertThat(stack.prometheus().rules())
                .filteredOn(rule -> rule.type().equals("alerting"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(
                                stack.prometheus().runbook(rule.annotations().get("runbook_url")))
                        .startsWith("# " + rule.name()));
    }

    @Test
    void prometheus_accepts_every_query_of_a_runbook(Stack stack) {
        assertThat(Runbooks.queries(SharedStack.ROOT.resolve("observability-stack/runbooks")))
                .isNotEmpty()
                .allSatisfy(query -> assertThatCode(() -> stack.prometheus().query(query))
                        .as(query)
                        .doesNotThrowAnyException());
    }

    private static Set<String> parents(List<JaegerApi.Span> trace) {
        return trace.stream()
                .map(JaegerApi.Span::parent)
                .filter(parent -> !parent.isEmpty())
                .collect(toSet());
    }

    private List<Exemplar> exemplars(Stack stack, String metric) {
        return stack.prometheus()
                .exemplars(metric, begin.getEpochSecond(), Instant.now().getEpochSecond());
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion);
    }

    private static Stream<Dashboard> dashboards() {
        return Dashboard.all(SharedStack.ROOT.resolve("observability-stack/grafana/dashboards")).stream();
    }

    /** The queries of panels that return no data for any service. */
    private static Stream<String> emptyQueries(Stack stack, Dashboard dashboard) {
        return dashboard.blocks().stream()
                .filter(panel -> !EMPTY_HERE.contains(panel.title()))
                .flatMap(panel -> panel.targets().stream()
                        .map(target -> target.path("expr").asText())
                        .filter(query -> !query.isEmpty())
                        .filter(query -> asked(query, stack.time())
                                .allMatch(
                                        asked -> stack.prometheus().query(asked).isEmpty()))
                        .map(query -> panel + ": " + query));
    }

    /** A query with Grafana's variables replaced. */
    private static Stream<String> asked(String query, CompressedTime time) {
        var filled = query.replace("$__rate_interval", "5m")
                .replace("$__range", "1h")
                .replace("$__interval", "1m");
        return JOBS.stream().map(job -> filled.replace("$job", job)).distinct().map(time::adapt);
    }
}
