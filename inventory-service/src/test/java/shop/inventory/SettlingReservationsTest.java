package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static shop.inventory.Shop.asService;
import static shop.inventory.Shop.available;
import static shop.inventory.Shop.line;
import static shop.inventory.Shop.product;
import static shop.inventory.Shop.reserve;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.redis.datasource.stream.XAddArgs;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import shop.defaults.events.Event;
import shop.defaults.events.EventPublisher;

/** The stream {@code orders}, as order-service fills it, settles reservations. */
@ServiceTest
class SettlingReservationsTest {

    @Inject
    EventPublisher events;

    @Inject
    EndedSpans spans;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final UUID order = UUID.randomUUID();
    private final String traceId = UUID.randomUUID().toString().replace("-", "");

    @Test
    void a_confirmation_commits_what_is_held() {
        var kettle = product("19.90", 5);
        reserve(order, line(kettle, 2)).statusCode(201);

        send("OrderConfirmed");

        awaitStatus("COMMITTED");
        assertThat(available(kettle)).isEqualTo(3);
    }

    @Test
    void a_cancellation_returns_what_is_held() {
        var kettle = product("19.90", 5);
        reserve(order, line(kettle, 2)).statusCode(201);

        send("OrderCancelled");

        awaitStatus("RELEASED");
        assertThat(available(kettle)).isEqualTo(5);
    }

    @Test
    void a_cancellation_returns_what_is_committed() {
        var kettle = product("19.90", 5);
        var teapot = product("30.00", 5);
        reserve(order, line(kettle, 2), line(teapot, 1)).statusCode(201);
        send("OrderConfirmed");
        awaitStatus("COMMITTED");

        send("OrderCancelled");

        awaitStatus("RELEASED");
        assertThat(available(kettle)).isEqualTo(5);
        assertThat(available(teapot)).isEqualTo(5);
    }

    @Test
    void a_cancellation_before_the_reservation_blocks_it() {
        var kettle = product("19.90", 5);
        send("OrderCancelled");
        awaitStatus("RELEASED");

        reserve(order, line(kettle, 2)).statusCode(409).body("type", is("urn:shop:problem:reservation-conflict"));

        assertThat(available(kettle)).isEqualTo(5);
    }

    @Test
    void a_confirmation_after_a_cancellation_changes_nothing() {
        var kettle = product("19.90", 5);
        reserve(order, line(kettle, 2)).statusCode(201);
        send("OrderCancelled");
        awaitStatus("RELEASED");
        var duplicates = processed("OrderConfirmed", "duplicate");

        send("OrderConfirmed");

        await().until(() -> processed("OrderConfirmed", "duplicate") == duplicates + 1);
        asService().get("/reservations/{order}", order).then().body("status", is("RELEASED"));
        assertThat(available(kettle)).isEqualTo(5);
    }

    @Test
    void repeated_events_return_stock_once() {
        var kettle = product("19.90", 5);
        reserve(order, line(kettle, 2)).statusCode(201);
        var duplicates = processed("OrderCancelled", "duplicate");
        var cancelled = event("OrderCancelled");

        for (var time = 0; time < 5; time++) {
            publish(cancelled);
        }

        await().until(() -> processed("OrderCancelled", "duplicate") == duplicates + 4);
        assertThat(available(kettle)).isEqualTo(5);
    }

    @Test
    void the_trace_of_the_order_goes_on_with_the_event_and_its_statement() {
        reserve(order, line(product("19.90", 5), 2)).statusCode(201);

        send("OrderConfirmed");

        await().until(() -> span(SpanKind.CONSUMER) != null);
        var sent = span(SpanKind.PRODUCER);
        var processed = span(SpanKind.CONSUMER);
        assertThat(sent.getName()).isEqualTo("send orders");
        assertThat(processed.getName()).isEqualTo("process orders");
        assertThat(processed.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(spans.of(traceId))
                .filteredOn(span -> span.getParentSpanId().equals(processed.getSpanId()))
                .extracting(SpanData::getName)
                .containsExactly("UPDATE reservations");
    }

    @Test
    void is_not_released_by_a_request_any_more() {
        asService().post("/reservations/{order}/release", order).then().statusCode(404);
    }

    private void send(String type) {
        publish(event(type));
    }

    private void publish(Event event) {
        events.publish("orders", event, new XAddArgs());
    }

    private Event event(String type) {
        var data = "{\"orderId\": \"%s\", \"userId\": \"%s\", \"total\": 39.80, \"currency\": \"EUR\"}"
                .formatted(order, UUID.randomUUID());
        return new Event(UUID.randomUUID(), type, Instant.now(), "00-%s-00f067aa0ba902b7-01".formatted(traceId), data);
    }

    private void awaitStatus(String status) {
        await().until(() ->
                status.equals(asService().get("/reservations/{order}", order).path("status")));
    }

    private SpanData span(SpanKind kind) {
        return spans.of(traceId).stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElse(null);
    }

    private double processed(String type, String outcome) {
        var series = "events_processed_total{outcome=\"%s\",type=\"%s\"}".formatted(outcome, type);
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .sum();
    }
}
