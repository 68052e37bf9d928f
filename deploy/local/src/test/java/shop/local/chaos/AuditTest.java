package shop.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shop.local.chaos.Audit.Summary;
import shop.local.chaos.Ledger.Order;
import shop.local.chaos.Ledger.Purchase;
import shop.local.chaos.Ledger.Reservation;
import shop.local.chaos.Placement.Answer;

class AuditTest {
    private static final String KETTLE = "kettle";
    private static final String ADA = "ada";

    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final Map<String, Purchase> purchases = new HashMap<>();
    private final List<Placement> placements = new ArrayList<>();
    private long available = 10;
    private long outbox;
    private long dead;

    @Test
    void finds_nothing_if_customers_and_databases_agree() {
        confirmed("1", wanted("1", "a"));
        cancelled("2", wanted("2", "b")).cancellationAnswered(200);
        rejected("3", placement("c"));

        assertThat(findings().areNone()).isTrue();
    }

    @Test
    void finds_nothing_if_an_order_is_confirmed_whose_answer_was_lost() {
        var placement = placement("a");
        placement.answered(Answer.none("trace-b"));

        confirmed("1", placement);

        assertThat(findings().areNone()).isTrue();
    }

    @Test
    void finds_an_answered_order_that_does_not_exist() {
        wanted("1", "a");

        assertThat(findings().lost()).containsExactly("order 1, answered 201, does not exist");
    }

    @Test
    void finds_an_answered_order_that_is_rejected() {
        rejected("1", wanted("1", "a"));

        assertThat(findings().lost()).containsExactly("order 1, answered 201, is REJECTED");
    }

    @Test
    void finds_an_answered_order_that_nobody_cancelled() {
        var placement = wanted("1", "a");
        cancelled("1", placement);

        assertThat(findings().lost()).containsExactly("order 1, answered 201, is CANCELLED");

        placement.cancellationAnswered(0);
        assertThat(findings().areNone()).isTrue();
    }

    @Test
    void finds_a_lost_cancellation() {
        confirmed("1", wanted("1", "a")).cancellationAnswered(200);

        assertThat(findings().lost()).containsExactly("the cancellation of order 1, answered 200");
    }

    @Test
    void finds_an_order_that_is_confirmed_twice_for_one_key() {
        var placement = wanted("1", "a");
        placement.answered(Answer.none("trace-b"));
        confirmed("1", placement);
        confirmed("2", "trace-b");

        assertThat(findings().doubled()).containsExactly("one order is confirmed as [1, 2]");
    }

    @Test
    void finds_an_order_that_was_answered_twice_as_new() {
        var placement = wanted("1", "a");
        confirmed("1", placement);
        placement.answered(new Answer("trace-b", 201, "", "1", "the order", true));
        assertThat(findings().areNone()).isTrue();

        placement.answered(new Answer("trace-c", 201, "", "1", "the order", false));

        assertThat(findings().doubled()).containsExactly("order [1] was answered twice as new");
    }

    @Test
    void finds_another_answer_for_one_key() {
        var placement = wanted("1", "a");
        confirmed("1", placement);

        placement.answered(new Answer("trace-b", 201, "", "1", "another order", true));

        assertThat(findings().differences()).containsExactly("order [1] was answered differently for one key");
    }

    @Test
    void finds_another_order_under_a_used_key() {
        var reused = placement("a").withKeyReused(Map.of(KETTLE, 1));
        reused.answered(new Answer("trace-b", 201, "", "1", "", false));
        placements.add(reused);
        confirmed("1", "trace-b");

        assertThat(findings().doubled()).containsExactly("order [1] has the key of another");
    }

    @Test
    void finds_a_refused_order_that_is_confirmed() {
        var placement = placement("a");
        placement.answered(new Answer("trace-b", 409, "insufficient-stock", "", "", false));
        confirmed("1", placement);

        assertThat(findings().differences()).containsExactly("order [1] was refused and is confirmed");
    }

    @Test
    void finds_a_status_that_says_something_wrong() {
        var placement = placement("a");
        placement.answered(new Answer("trace-b", 401, "unauthenticated", "", "", false));
        placement.answered(new Answer("trace-c", 503, "dependency-unavailable", "", "", false));
        placement.answered(new Answer("trace-d", 500, "internal-error", "", "", false));

        assertThat(findings().differences())
                .containsExactly(
                        "an order was answered 401 unauthenticated", "an order was answered 500 internal-error");
    }

    @Test
    void finds_an_order_without_a_request() {
        confirmed("1", "trace-of-nobody");

        assertThat(findings().differences()).containsExactly("order 1 belongs to no request");
    }

    @Test
    void finds_a_pending_order() {
        placement("a");
        orders.put("1", order("PENDING", "trace-a"));

        assertThat(findings().differences()).containsExactly("order 1 is PENDING");
    }

    @Test
    void finds_sold_pieces_that_never_existed() {
        for (var number = 0; number < 12; number++) {
            confirmed(String.valueOf(number), wanted(String.valueOf(number), "t" + number));
        }
        available = 0;

        assertThat(findings().oversold()).containsExactly(Map.entry(KETTLE, 2L));
    }

    @Test
    void finds_pieces_that_vanished() {
        available = 9;

        assertThat(findings().differences()).containsExactly("kettle: of 10 pieces 9 are available and 0 reserved");
    }

    @Test
    void finds_a_confirmed_order_whose_stock_is_only_held() {
        confirmed("1", wanted("1", "a"));
        reservations.put("1", new Reservation("HELD", "kettle=1"));

        assertThat(findings().differences())
                .containsExactly("order 1 is CONFIRMED with kettle=1, its reservation is HELD with kettle=1");
    }

    @Test
    void finds_stock_of_a_cancelled_order() {
        cancelled("1", wanted("1", "a")).cancellationAnswered(200);
        reservations.put("1", new Reservation("COMMITTED", "kettle=1"));
        available = 9;

        assertThat(findings().differences())
                .containsExactly("order 1 is CANCELLED, its reservation is COMMITTED with kettle=1");
    }

    @Test
    void finds_stock_and_purchases_of_no_order() {
        reservations.put("1", new Reservation("HELD", "kettle=1"));
        purchases.put("2", new Purchase(ADA, new BigDecimal("5.00"), "EUR", false));
        available = 9;

        assertThat(findings().differences())
                .containsExactly(
                        "order 2 was purchased and does not exist",
                        "stock is reserved for order 1, which does not exist");
    }

    @Test
    void finds_a_purchase_that_is_missing_or_wrong() {
        confirmed("1", wanted("1", "a"));
        purchases.remove("1");
        confirmed("2", wanted("2", "b"));
        purchases.put("2", new Purchase(ADA, new BigDecimal("4.00"), "EUR", false));

        assertThat(findings().differences()).hasSize(2).allMatch(line -> line.contains("its purchase is"));
    }

    @Test
    void finds_a_wrong_price() {
        confirmed("1", wanted("1", "a"));
        orders.put("1", new Order(ADA, "CONFIRMED", new BigDecimal("4.00"), "EUR", "trace-a", "kettle=1"));
        purchases.put("1", new Purchase(ADA, new BigDecimal("4.00"), "EUR", false));

        assertThat(findings().differences()).containsExactly("order 1 costs 4.00 EUR instead of 5.00 EUR");
    }

    @Test
    void finds_a_summary_that_does_not_match_the_orders() {
        confirmed("1", wanted("1", "a"));

        var findings = findings(Map.of(ADA, new Summary(2, new BigDecimal("10.00"))));

        assertThat(findings.differences()).containsExactly("user ada has bought 1 orders for 5.00, not 2 for 10.00");
    }

    @Test
    void finds_events_that_are_left() {
        outbox = 2;
        dead = 1;

        assertThat(findings().differences())
                .containsExactly("1 events are in orders.dead", "2 events are still in the outbox");
    }

    @Test
    void attributes_findings_to_the_round_in_which_they_appear() {
        wanted("1", "a");
        var first = findings();
        wanted("2", "b");

        var second = findings();

        assertThat(second.since(first).lost()).containsExactly("order 2, answered 201, does not exist");
        assertThat(second.since(second).areNone()).isTrue();
    }

    private Findings findings() {
        return findings(Map.of());
    }

    private Findings findings(Map<String, Summary> summaries) {
        var products = Map.of(KETTLE, new Stock(new BigDecimal("5.00"), 10));
        var ledger = new Ledger(orders, reservations, Map.of(KETTLE, available), purchases, outbox, dead);
        return Audit.of(placements, summaries, products, ledger, "EUR");
    }

    /** A kettle that a customer wants, whose first request got no answer. */
    private Placement placement(String trace) {
        var placement = Placement.of(Optional.of("key"), Map.of(KETTLE, 1));
        placement.answered(Answer.none("trace-" + trace));
        placements.add(placement);
        return placement;
    }

    /** A kettle whose order was answered with 201. */
    private Placement wanted(String orderId, String trace) {
        var placement = Placement.of(Optional.of("key"), Map.of(KETTLE, 1));
        placement.answered(new Answer("trace-" + trace, 201, "", orderId, "the order", false));
        placements.add(placement);
        return placement;
    }

    private Placement confirmed(String id, Placement placement) {
        confirmed(id, placement.answers().getFirst().traceId());
        return placement;
    }

    private void confirmed(String id, String trace) {
        orders.put(id, order("CONFIRMED", trace));
        reservations.put(id, new Reservation("COMMITTED", "kettle=1"));
        purchases.put(id, new Purchase(ADA, new BigDecimal("5.00"), "EUR", false));
        available--;
    }

    private Placement cancelled(String id, Placement placement) {
        orders.put(id, order("CANCELLED", placement.answers().getFirst().traceId()));
        reservations.put(id, new Reservation("RELEASED", "kettle=1"));
        purchases.put(id, new Purchase(ADA, new BigDecimal("5.00"), "EUR", true));
        return placement;
    }

    private void rejected(String id, Placement placement) {
        orders.put(id, order("REJECTED", placement.answers().getFirst().traceId()));
    }

    private static Order order(String status, String trace) {
        return new Order(ADA, status, new BigDecimal("5.00"), "EUR", trace, "kettle=1");
    }
}
