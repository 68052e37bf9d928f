package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.WHEN_INVENTORY_HANGS;
import static shop.order.StubServices.WHEN_TOKENS_HANG;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import shop.defaults.Deadline;
import shop.http.problem.DeadlineExceeded;
import shop.order.inventory.InventoryClient;
import shop.order.inventory.Reservation;

/** An order is answered by its deadline, independently of the read timeouts of the clients. */
@ServiceTest
@TestProfile(DeadlineTest.OnePlace.class)
class DeadlineTest {

    private static final Duration CONTRACT = Duration.ofSeconds(3);

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    EndedSpans spans;

    @Inject
    InventoryClient inventory;

    @Inject
    Session database;

    private final Customer customer = aCustomer();

    @Test
    void bounds_a_call_that_hangs_and_the_wait_of_the_next_order() throws Exception {
        // The first order loads classes, which may take long on a busy machine.
        customer.hasOrdered(KETTLE, 1);
        var rejected = value("bulkhead_calls_total{name=\"place-order\",result=\"rejected\"}");
        var overloaded = value("orders_rejected_total{reason=\"overloaded\"}");

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var hanging = callers.submit(() -> timed(() -> customer.orders(WHEN_INVENTORY_HANGS, 1)
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", is("urn:shop:problem:dependency-unavailable"))
                    .body("detail", containsString("inventory-service"))));
            await().until(() -> metrics().contains("bulkhead_running{name=\"place-order\"} 1.0"));
            var waiting = timed(() -> customer.orders(KETTLE, 1)
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", is("urn:shop:problem:overloaded")));

            assertThat(waiting).isLessThan(CONTRACT);
            assertThat(hanging.get()).isLessThan(CONTRACT);
        }
        assertThat(value("bulkhead_calls_total{name=\"place-order\",result=\"rejected\"}"))
                .isEqualTo(rejected + 1);
        assertThat(value("bulkhead_waiting{name=\"place-order\"}")).isZero();
        assertThat(value("orders_rejected_total{reason=\"overloaded\"}")).isEqualTo(overloaded + 1);
        customer.hasOrdered(KETTLE, 1);
    }

    @Test
    void bounds_a_token_request_that_hangs_without_delaying_later_orders() {
        customer.hasOrdered(KETTLE, 1);

        assertThat(timed(() -> customer.orders(WHEN_TOKENS_HANG, 1)
                        .statusCode(503)
                        .body("detail", containsString("user-service"))))
                .isLessThan(CONTRACT);

        customer.hasOrdered(KETTLE, 1);
    }

    @Test
    void leaves_the_span_of_an_interrupted_call() {
        var trace = customer.orders(WHEN_INVENTORY_HANGS, 1)
                .statusCode(503)
                .extract()
                .header("X-Trace-Id");

        await().untilAsserted(() -> assertThat(spans.of(trace))
                .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
                .filteredOn(span -> span.getName().equals("POST /reservations"))
                .singleElement()
                .satisfies(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR)));
    }

    @Test
    void rejects_an_order_that_took_too_long_to_store() throws Exception {
        customer.hasOrdered(KETTLE, 1);
        var late = aCustomer();
        var overloaded = value("orders_rejected_total{reason=\"overloaded\"}");

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = QuarkusTransaction.requiringNew().call(() -> {
                database.createNativeMutationQuery("lock table orders in share row exclusive mode")
                        .executeUpdate();
                var order = callers.submit(() -> late.orders(KETTLE, 1));
                await().until(() -> metrics().contains("bulkhead_running{name=\"place-order\"} 1.0"));
                var afterItsDeadline = Deadline.after(Duration.ofSeconds(2));
                await().until(afterItsDeadline::hasPassed);
                return order;
            });

            answer.get()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", is("urn:shop:problem:overloaded"));
        }
        late.request()
                .get("/orders")
                .then()
                .body("items.status", contains("REJECTED"))
                .body("items.reason", contains("overloaded"));
        assertThat(value("orders_rejected_total{reason=\"overloaded\"}")).isEqualTo(overloaded + 1);
    }

    @Test
    void does_not_open_the_circuit_of_inventory_service_when_no_time_is_left() {
        customer.hasOrdered(KETTLE, 1);
        var lines = List.of(new Reservation.Requested(KETTLE, 1));

        for (var order = 0; order < 12; order++) {
            var spent = Deadline.after(Duration.ofMillis(order));
            assertThatThrownBy(() -> inventory.reserve(UUID.randomUUID(), lines, spent))
                    .isInstanceOf(DeadlineExceeded.class);
        }

        customer.hasOrdered(KETTLE, 1);
    }

    private double value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(series.length() + 1).split(" ")[0]))
                .findFirst()
                .orElseThrow();
    }

    private String metrics() {
        return given().port(managementPort).get("/metrics").asString();
    }

    private static Duration timed(Runnable call) {
        var start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** One place, and read timeouts that never expire. */
    public static final class OnePlace implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "shop.placed-at-once", "1",
                    "shop.max-wait", "200ms",
                    "shop.answer-within", "2s",
                    "shop.abandoned-after", "60s",
                    "quarkus.rest-client.inventory-service.read-timeout", "60000");
        }
    }
}
