package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an order is published, in the trace of the request. */
@ServiceTest
class OrderEventsTest {

    @Inject
    RedisDataSource redis;

    @Inject
    EndedSpans spans;

    private final Customer customer = aCustomer();

    @Test
    void are_published_soon() {
        var order = customer.hasOrdered(KETTLE, 2);

        await().untilAsserted(() -> assertThat(message(order)).containsEntry("type", "OrderConfirmed"));

        assertThat(message(order).get("data"))
                .isEqualTo("{\"orderId\":\"%s\",\"userId\":\"%s\",\"total\":39.80,\"currency\":\"EUR\"}"
                        .formatted(order, customer.id()));
    }

    @Test
    void continue_the_trace_of_the_order() {
        var answer = customer.orders(KETTLE, 1).statusCode(201).extract();
        var trace = answer.header("X-Trace-Id");
        await().until(() ->
                spans.of(trace).stream().anyMatch(span -> span.getName().equals("XADD")));

        var placing = span(trace, "place order");
        var sending = span(trace, "send orders");
        var adding = span(trace, "XADD");
        assertThat(sending.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sending.getParentSpanId()).isEqualTo(placing.getSpanId());
        assertThat(adding.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(adding.getParentSpanId()).isEqualTo(sending.getSpanId());
        var message = message(answer.path("id"));
        assertThat(message).containsEntry("traceparent", "00-%s-%s-01".formatted(trace, sending.getSpanId()));
        assertThat(sending.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("messaging.system"), "redis")
                .containsEntry(AttributeKey.stringKey("messaging.operation.type"), "send")
                .containsEntry(AttributeKey.stringKey("messaging.operation.name"), "send")
                .containsEntry(AttributeKey.stringKey("messaging.destination.name"), "orders")
                .containsEntry(AttributeKey.stringKey("messaging.message.id"), message.get("id"))
                .containsEntry(AttributeKey.stringKey("shop.order.id"), answer.path("id"));
    }

    private SpanData span(String trace, String name) {
        await().until(() ->
                spans.of(trace).stream().anyMatch(span -> span.getName().equals(name)));
        return spans.of(trace).stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The message about an order; empty until it is published. */
    private Map<String, String> message(String order) {
        return redis.stream(String.class).xrange("orders", StreamRange.of("-", "+")).stream()
                .map(message -> message.payload())
                .filter(message -> message.get("data").contains(order))
                .findFirst()
                .orElse(Map.of());
    }
}
