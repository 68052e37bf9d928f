package shop.local.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.otlp.Span;
import shop.local.otlp.Trace;
import shop.local.shop.Service;

/** Valid and hostile trace context and baggage of callers. */
@Tag("system")
@ExtendWith(SharedShop.class)
class PropagationSystemTest {
    private static final Set<String> ALL = Set.of("order-service", "user-service", "inventory-service");
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final String CALLER = "00f067aa0ba902b7";

    private final ShopUnderTest shop;
    private final HttpClient http = HttpClient.newHttpClient();

    PropagationSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void a_trace_continues_its_callers_trace() throws Exception {
        var id = traceId();

        var answer = order("traceparent", "00-" + id + "-" + CALLER + "-01");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(traceId(answer)).isEqualTo(id);
        assertThat(spansOf(id).services()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(spansOf(id).orphans()).singleElement().satisfies(first -> {
            assertThat(first.name()).isEqualTo("POST /orders");
            assertThat(first.parentId()).isEqualTo(CALLER);
        });
    }

    @Test
    void a_trace_that_its_caller_does_not_sample_is_not_exported() throws Exception {
        var unsampled = traceId();
        order("traceparent", "00-" + unsampled + "-" + CALLER + "-00");

        var later = traceId(order("X-Nothing", "said"));

        assertThat(whole(later).services()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(shop.signals().telemetry().traces().trace(unsampled)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "nonsense"
            })
    void a_malformed_parent_starts_a_new_trace(String parent) throws Exception {
        var answer = order("traceparent", parent);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(traceId(answer)).matches("[0-9a-f]{32}").isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(whole(traceId(answer)).services()).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void baggage_beyond_its_limits_does_not_affect_the_order() throws Exception {
        var manyEntries =
                IntStream.range(0, 1_500).mapToObj(i -> "k" + i + "=v").collect(joining(","));
        var manyBytes = "k=" + "v".repeat(15_000);

        var manyEscapes = "k=" + "/".repeat(8_150);

        for (var baggage : new String[] {manyEntries, manyBytes, manyEscapes}) {
            var answer = order("baggage", baggage);

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(whole(traceId(answer)).services()).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    void debug_baggage_marks_the_request_in_every_service() throws Exception {
        var trace = whole(traceId(order("baggage", "shop.debug=true")));

        assertThat(trace.spans())
                .filteredOn(span -> span.attributes().containsKey("shop.debug"))
                .allSatisfy(span -> assertThat(span.attributes()).containsEntry("shop.debug", "true"))
                .extracting(Span::name)
                .contains("POST /orders", "GET /users/{id}", "POST /reservations");
    }

    @Test
    void baggage_of_one_customer_does_not_affect_the_orders_of_others() throws Exception {
        // Enough failures to open the circuit.
        for (var order = 0; order < 10; order++) {
            assertThat(order("baggage", "k=" + "/".repeat(8_150)).statusCode()).isEqualTo(201);
        }

        assertThat(order("X-Nothing", "said").statusCode()).isEqualTo(201);
    }

    @Test
    void headers_over_the_limit_are_refused_and_the_next_request_succeeds() throws Exception {
        assertThat(order("baggage", "k=" + "v".repeat(60_000)).statusCode()).isEqualTo(431);

        assertThat(order("X-Nothing", "said").statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> order(String header, String value) throws IOException, InterruptedException {
        var product = shop.product("8.40", 5);
        var request = HttpRequest.newBuilder(
                        URI.create(shop.localShop().address(Service.ORDER).url() + "/orders"))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Bearer " + shop.customer().token())
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString("""
                        {"type": "standard", "lines": [{"productId": "%s", "quantity": 1}]}""".formatted(product)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String traceId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String traceId(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Trace-Id").orElseThrow();
    }

    private Trace whole(String id) {
        return shop.signals().telemetry().traces().awaitComplete(id, ALL, QUIET, ShopUnderTest.LIMIT);
    }

    /** A trace whose first span has a remote parent is never complete here. */
    private Trace spansOf(String id) {
        var traces = shop.signals().telemetry().traces();
        await().atMost(ShopUnderTest.LIMIT)
                .until(() -> traces.trace(id)
                        .filter(trace -> trace.services().equals(ALL))
                        .filter(trace -> trace.orphans().size() == 1)
                        .isPresent());
        return traces.trace(id).orElseThrow();
    }
}
