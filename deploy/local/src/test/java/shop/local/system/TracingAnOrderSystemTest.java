package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.otlp.Span;
import shop.local.otlp.Span.Kind;
import shop.local.otlp.Trace;
import shop.local.otlp.TraceTree;
import shop.local.shop.Service;

@Tag("system")
@ExtendWith(SharedShop.class)
class TracingAnOrderSystemTest {
    private final ShopUnderTest shop;

    TracingAnOrderSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void shows_one_connected_trace_over_three_services() {
        var customer = shop.customer();
        var order = customer.orders("express", shop.product("39.90", 25), 2).expecting(201);

        var trace = shop.trace(order.traceId());

        assertThat(trace.orphans()).as(TraceTree.of(trace)).isEmpty();
        assertThat(trace.roots()).as(TraceTree.of(trace)).hasSize(1);
        assertThat(trace.services()).isEqualTo(ShopUnderTest.SERVICES);
        assertThat(trace.spans()).allMatch(span -> span.traceId().equals(order.traceId()));

        var root = span(trace, "order-service", Kind.SERVER, "POST /orders");
        assertThat(trace.roots()).containsExactly(root);
        var placing = span(trace, "order-service", Kind.INTERNAL, "place order");
        assertThat(placing.attributes())
                .containsEntry("shop.order.id", order.json().path("id").asText())
                .containsEntry("shop.order.type", "express")
                .containsEntry("user.id", customer.id());
        assertThat(lineage(trace, placing)).contains(root);

        var askingUser = span(trace, "order-service", Kind.CLIENT, "GET /users/{id}");
        var servingUser = span(trace, "user-service", Kind.SERVER, "GET /users/{id}");
        var fetchingUser = span(trace, "user-service", Kind.INTERNAL, "fetch-user");
        assertThat(lineage(trace, askingUser)).contains(placing);
        assertThat(lineage(trace, servingUser)).first().isEqualTo(askingUser);
        assertThat(lineage(trace, fetchingUser)).contains(servingUser);
        assertThat(fetchingUser.attributes()).containsEntry("user.id", customer.id());

        var askingStock = span(trace, "order-service", Kind.CLIENT, "POST /reservations");
        var servingStock = span(trace, "inventory-service", Kind.SERVER, "POST /reservations");
        var reserving = span(trace, "inventory-service", Kind.INTERNAL, "reserve stock");
        assertThat(lineage(trace, askingStock)).contains(placing);
        assertThat(lineage(trace, servingStock)).first().isEqualTo(askingStock);
        assertThat(lineage(trace, reserving)).contains(servingStock);
    }

    @Test
    void goes_on_with_its_event() {
        var customer = shop.customer();
        var order = customer.orders("express", shop.product("39.90", 25), 2).expecting(201);

        var trace = shop.traceWithEvent(order.traceId());

        assertThat(trace.isConnected()).as(TraceTree.of(trace)).isTrue();
        var placing = span(trace, "order-service", Kind.INTERNAL, "place order");
        var sending = span(trace, "order-service", Kind.PRODUCER, "send orders");
        assertThat(lineage(trace, sending)).first().isEqualTo(placing);
        assertThat(sending.attributes())
                .containsEntry("messaging.system", "redis")
                .containsEntry("messaging.destination.name", "orders")
                .containsEntry("messaging.operation.name", "send")
                .containsEntry("messaging.operation.type", "send")
                .containsEntry("shop.order.id", order.json().path("id").asText());
        for (var consumer : List.of("inventory-service", "user-service")) {
            var processing = span(trace, consumer, Kind.CONSUMER, "process orders");
            assertThat(lineage(trace, processing)).first().isEqualTo(sending);
            assertThat(processing.attributes())
                    .containsEntry("messaging.system", "redis")
                    .containsEntry("messaging.destination.name", "orders")
                    .containsEntry("messaging.operation.name", "process")
                    .containsEntry("messaging.operation.type", "process")
                    .containsEntry("messaging.consumer.group.name", consumer)
                    .containsEntry("messaging.message.id", sending.attributes().get("messaging.message.id"))
                    .containsEntry("shop.order.id", order.json().path("id").asText());
        }
    }

    @Test
    void contains_no_e_mail_address_that_an_operator_searches_for() {
        var answer = shop.client()
                .get(Service.USER, "/users?email=ada.lovelace@shop.example&size=5", shop.operator())
                .expecting(200);

        var trace = shop.trace(answer.traceId(), Service.USER);

        assertThat(trace.spans())
                .allSatisfy(span -> assertThat(span.attributes()).doesNotContainKey("url.query"));
        assertThat(trace.spans())
                .allSatisfy(
                        span -> assertThat(span.attributes().values()).noneMatch(value -> value.contains("lovelace")));
    }

    private static Span span(Trace trace, String service, Kind kind, String name) {
        return trace.spans().stream()
                .filter(span -> span.service().equals(service)
                        && span.kind() == kind
                        && span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "No " + kind + " span \"" + name + "\" of " + service + " in\n" + TraceTree.of(trace)));
    }

    /** Its parent, its parent's parent and so on. */
    private static List<Span> lineage(Trace trace, Span span) {
        return Stream.iterate(parent(trace, span), Optional::isPresent, parent -> parent(trace, parent.get()))
                .map(Optional::get)
                .toList();
    }

    private static Optional<Span> parent(Trace trace, Span span) {
        return trace.spans().stream()
                .filter(candidate -> candidate.spanId().equals(span.parentId()))
                .findFirst();
    }
}
