package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.otlp.Span;
import shop.local.shop.Service;

/** Injected faults produce the same signals as real ones. */
@Tag("system")
@ExtendWith(SharedShop.class)
class FaultsSystemTest {
    private static final String FAILURE = "shop.defaults.faults.InjectedFault";
    // Five tries with pauses of 1, 2, 4 and 8 seconds.
    private static final Duration UNTIL_DEAD = Duration.ofSeconds(60);
    private static final String OPEN_CIRCUIT =
            "ft_circuitbreaker_state_current{method=\"shop.order.inventory.InventoryClient.reserve\","
                    + "state=\"open\",} 1.0";

    private final ShopUnderTest shop;
    private final ShopUnderTest.Customer customer;
    private final String product;

    FaultsSystemTest(ShopUnderTest shop) {
        this.shop = shop;
        this.customer = shop.customer();
        this.product = shop.product("5.00", 100);
    }

    @AfterEach
    void repair() {
        for (var fault : List.of("errors", "neighbour-cut", "slow-database")) {
            shop.client().switchOff(Service.ORDER, fault).expecting(200);
        }
        shop.client().switchOff(Service.INVENTORY, "slow-database").expecting(200);
        shop.client().switchOff(Service.USER, "event-handler").expecting(200);
    }

    @Test
    void an_injected_error_appears_in_trace_log_and_error_tracker() {
        shop.client().switchOn(Service.ORDER, "errors?ttl=60s").expecting(200);

        var id = customer.orders("standard", product, 1).expecting(500).traceId();

        var span = shop.trace(id, Service.ORDER).spans().getFirst();
        assertThat(span.name()).isEqualTo("POST /orders");
        assertThat(span.attributes()).containsEntry("http.route", "/orders");
        assertThat(span.detail().status().code()).isEqualTo(Span.Status.Code.ERROR);
        assertThat(span.detail().events())
                .anySatisfy(event -> assertThat(event.attributes()).containsEntry("exception.type", FAILURE));
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(
                                shop.signals().telemetry().logs().records())
                        .filteredOn(record -> record.traceId().equals(id))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.severity()).isEqualTo("ERROR");
                            assertThat(record.attributes().get("exception.stacktrace"))
                                    .contains(FAILURE);
                        }));
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(shop.signals().errors().events())
                        .filteredOn(event ->
                                event.at("/contexts/trace/trace_id").asText().equals(id))
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.at("/exception").toString()).contains("InjectedFault")));
    }

    @Test
    void a_slow_database_is_a_slow_statement_in_the_trace() {
        shop.client()
                .switchOn(Service.INVENTORY, "slow-database?delay=200ms&ttl=60s")
                .expecting(200);

        var id = shop.client().product(product).expecting(200).traceId();

        var spans = shop.trace(id, Service.INVENTORY).spans();
        assertThat(spans)
                .filteredOn(span -> span.name().equals("SELECT pg_sleep"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.kind()).isEqualTo(Span.Kind.CLIENT);
                    assertThat(span.duration()).isGreaterThan(Duration.ofMillis(190));
                    assertThat(span.attributes()).containsEntry("db.query.text", "select * from pg_sleep(?)");
                    assertThat(spans).extracting(Span::spanId).contains(span.parentId());
                });
    }

    @Test
    void a_cut_connection_is_a_failed_call_and_opens_the_circuit() {
        shop.client()
                .switchOn(Service.ORDER, "neighbour-cut?neighbour=inventory-service&ttl=60s")
                .expecting(200);

        var id = customer.orders("standard", product, 1).expecting(503).traceId();

        assertThat(shop.trace(id, Service.ORDER, Service.USER).spans())
                .filteredOn(span -> span.name().equals("POST /reservations"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.kind()).isEqualTo(Span.Kind.CLIENT);
                    assertThat(span.attributes()).containsEntry("error.type", "java.net.ConnectException");
                    assertThat(span.detail().status().code()).isEqualTo(Span.Status.Code.ERROR);
                });
        await().atMost(ShopUnderTest.LIMIT).untilAsserted(() -> {
            customer.orders("standard", product, 1).expecting(503);
            assertThat(shop.client().management(Service.ORDER, "/metrics").text())
                    .contains(OPEN_CIRCUIT);
        });
        shop.client().switchOff(Service.ORDER, "neighbour-cut").expecting(200);
        await().atMost(ShopUnderTest.LIMIT)
                .untilAsserted(
                        () -> assertThat(customer.orders("standard", product, 1).status())
                                .isEqualTo(201));
    }

    @Test
    void an_event_whose_dead_letter_redis_has_lost_is_handled_once_its_handler_works_again() {
        shop.client().switchOn(Service.USER, "event-handler?ttl=5m").expecting(200);
        customer.orders("standard", product, 2).expecting(201);
        try (var redis = shop.localShop().redis().connect()) {
            await().atMost(UNTIL_DEAD).until(() -> (long) redis.send("XLEN", "orders.dead") > 0);
            redis.send("FLUSHALL");
        }

        shop.client().switchOff(Service.USER, "event-handler").expecting(200);

        await().atMost(UNTIL_DEAD).until(() -> purchases() == 1);
    }

    private int purchases() {
        var answer = shop.client().get(Service.USER, "/users/" + customer.id() + "/purchases", customer.token());
        return answer.expecting(200).json().path("orders").asInt();
    }
}
