package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import shop.defaults.Database;
import shop.http.problem.DeadlineExceeded;

/** Of two transitions from one status, only one happens, with its event. */
@ServiceTest
class TransitionsTest {

    private static final Map<String, BigDecimal> PRICES = Map.of("kettle", new BigDecimal("19.90"));

    @Inject
    OrderRepository orders;

    @Inject
    Events events;

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout")
    int secondsOfConnection;

    /** Else a confirmation that waits for a lock could be committed after its answer was 503. */
    @Test
    void the_server_gives_up_a_statement_before_its_connection_does() {
        var milliseconds = database.query(
                "select setting from pg_settings where name = 'statement_timeout'", row -> row.getInt(1));

        assertThat(milliseconds)
                .singleElement()
                .satisfies(limit -> assertThat(limit).isPositive().isLessThan(1_000 * secondsOfConnection));
    }

    @Test
    void an_order_that_was_given_up_cannot_be_confirmed() {
        var order = stored();

        assertThat(orders.abandon(order.id(), "dependency-unavailable")).isTrue();
        assertThat(orders.confirm(order, PRICES, "EUR")).isFalse();

        var after = orders.reload(order.id());
        assertThat(after.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(after.total()).isEqualByComparingTo("0");
        assertThat(after.lines()).containsExactly(new OrderLine.Requested("kettle", 2));
        assertThat(events.of(order.id())).containsExactly("OrderCancelled");
    }

    @Test
    void a_rejected_order_that_holds_no_stock_has_no_event() {
        var order = stored();

        assertThat(orders.reject(order, new DeadlineExceeded())).isTrue();

        assertThat(orders.reload(order.id()).status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(events.of(order.id())).isEmpty();
    }

    @Test
    void a_confirmed_order_cannot_be_given_up() {
        var order = stored();

        assertThat(orders.confirm(order, PRICES, "EUR")).isTrue();
        assertThat(orders.abandon(order.id(), "dependency-unavailable")).isFalse();

        var after = orders.reload(order.id());
        assertThat(after.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(after.reason()).isNull();
        assertThat(after.lines()).containsExactly(new OrderLine.Priced("kettle", 2, new BigDecimal("19.90")));
        assertThat(events.of(order.id())).containsExactly("OrderConfirmed");
    }

    @Test
    void an_order_is_cancelled_once() {
        var order = stored();
        orders.confirm(order, PRICES, "EUR");
        var same = orders.reload(order.id());

        assertThat(orders.cancel(order)).isTrue();
        assertThat(orders.cancel(same)).isFalse();
        assertThat(events.of(order.id())).containsExactly("OrderConfirmed", "OrderCancelled");
    }

    @Test
    void the_event_of_an_order_is_repeated_once_its_consumers_have_acknowledged_it() {
        var order = stored();
        orders.confirm(order, PRICES, "EUR");
        events.remove(order.id());

        assertThat(orders.repeatEvent(order.id())).isTrue();

        assertThat(events.of(order.id())).containsExactly("OrderConfirmed");
    }

    @Test
    void the_event_of_an_order_is_not_repeated_while_it_is_still_to_be_handled() {
        var order = stored();
        orders.confirm(order, PRICES, "EUR");
        await().until(() -> events.arePublished(order.id()));

        assertThat(orders.repeatEvent(order.id())).isFalse();

        assertThat(events.of(order.id())).containsExactly("OrderConfirmed");
    }

    @Test
    void an_order_that_an_earlier_version_has_cancelled_gets_its_event_once() {
        var order = stored();
        database.update("update orders set status = 'CANCELLED', stock_held = true where id = ?", order.id());

        assertThat(orders.writeMissingEvents()).isTrue();
        assertThat(orders.writeMissingEvents()).isFalse();

        assertThat(events.of(order.id())).containsExactly("OrderCancelled");
    }

    @Test
    void the_event_of_an_order_that_was_given_up_is_repeated() {
        var order = stored();
        orders.abandon(order.id(), "dependency-unavailable");
        events.remove(order.id());

        assertThat(orders.repeatEvent(order.id())).isTrue();

        assertThat(events.of(order.id())).containsExactly("OrderCancelled");
    }

    @Test
    void an_unknown_order_counts_as_cancelled() {
        var unknown = UUID.randomUUID();

        assertThat(orders.repeatEvent(unknown)).isTrue();

        assertThat(events.of(unknown)).containsExactly("OrderCancelled");
    }

    @Test
    void a_pending_order_has_no_event_to_repeat() {
        var order = stored();

        assertThat(orders.repeatEvent(order.id())).isFalse();

        assertThat(events.of(order.id())).isEmpty();
    }

    @Test
    void a_race_has_one_winner() throws Exception {
        try (var racers = Executors.newFixedThreadPool(2)) {
            for (var race = 0; race < 20; race++) {
                var order = stored();
                var outcomes = racers.invokeAll(List.<Callable<Boolean>>of(
                        () -> orders.confirm(order, PRICES, "EUR"),
                        () -> orders.abandon(order.id(), "dependency-unavailable")));

                var confirmed = outcomes.get(0).get();
                assertThat(outcomes.get(1).get()).isEqualTo(!confirmed);
                assertThat(orders.reload(order.id()).status())
                        .isEqualTo(confirmed ? OrderStatus.CONFIRMED : OrderStatus.REJECTED);
                assertThat(events.of(order.id())).containsExactly(confirmed ? "OrderConfirmed" : "OrderCancelled");
            }
        }
    }

    private Order stored() {
        var order = orders.pending(new Order.Placement(
                UUID.randomUUID(),
                OrderType.STANDARD,
                List.of(new OrderLine.Requested("kettle", 2)),
                Optional.empty()));
        orders.add(order);
        return order;
    }
}
