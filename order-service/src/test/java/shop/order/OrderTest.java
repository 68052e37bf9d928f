package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant LATER = START.plusSeconds(1);
    private static final Map<String, BigDecimal> PRICES =
            Map.of("kettle", new BigDecimal("19.90"), "teapot", new BigDecimal("30.00"));

    private final Order order = Order.pending(
            UUID.randomUUID(),
            new Order.Placement(
                    UUID.randomUUID(),
                    OrderType.STANDARD,
                    List.of(new OrderLine.Requested("kettle", 2), new OrderLine.Requested("teapot", 1)),
                    Optional.empty()),
            "EUR",
            "0".repeat(32),
            START);

    @Test
    void starts_pending_with_the_lines_as_requested() {
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.lines())
                .containsExactly(new OrderLine.Requested("kettle", 2), new OrderLine.Requested("teapot", 1));
        assertThat(order.total()).isEqualByComparingTo("0");
    }

    @Test
    void has_a_price_on_every_line_once_it_is_confirmed() {
        order.confirm(PRICES, "USD", LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.lines())
                .containsExactly(
                        new OrderLine.Priced("kettle", 2, new BigDecimal("19.90")),
                        new OrderLine.Priced("teapot", 1, new BigDecimal("30.00")));
        assertThat(order.total()).isEqualByComparingTo("69.80");
        assertThat(order.currency()).isEqualTo("USD");
        assertThat(order.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void cannot_be_confirmed_without_a_price_for_every_line() {
        assertThatThrownBy(() -> order.confirm(Map.of("kettle", BigDecimal.TEN), "EUR", LATER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no price for teapot");

        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void has_a_reason_once_it_is_rejected() {
        order.reject("insufficient-stock", LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(order.reason()).isEqualTo("insufficient-stock");
        assertThat(order.updatedAt()).isEqualTo(LATER);
    }

    @Test
    void can_be_cancelled_only_when_it_is_confirmed() {
        assertThatThrownBy(() -> order.cancel(LATER)).isInstanceOf(Order.NotCancellable.class);

        order.confirm(PRICES, "EUR", LATER);
        order.cancel(LATER);

        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThatThrownBy(() -> order.cancel(LATER)).isInstanceOf(Order.NotCancellable.class);
    }

    @Test
    void stays_confirmed_unless_it_is_cancelled() {
        order.confirm(PRICES, "EUR", LATER);

        assertThatThrownBy(() -> order.confirm(PRICES, "EUR", LATER)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.reject("overloaded", LATER)).isInstanceOf(IllegalStateException.class);

        assertThat(order.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(order.reason()).isNull();
    }
}
