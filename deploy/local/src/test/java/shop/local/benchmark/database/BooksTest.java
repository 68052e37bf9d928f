package shop.local.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BooksTest {
    private static final Books BEFORE = new Books(100, 0, 300, 300, 9_700);

    @Test
    void balance_if_the_orders_are_confirmed_and_their_stock_is_taken() {
        assertThat(new Books(110, 0, 330, 330, 9_670).differences(BEFORE, 10, 0))
                .isEmpty();
    }

    @Test
    void name_an_order_that_was_answered_but_is_not_confirmed() {
        assertThat(new Books(109, 0, 327, 327, 9_673).differences(BEFORE, 10, 0))
                .containsExactly("10 orders were answered with 201, 0 without an answer, but 9 are confirmed");
    }

    @Test
    void allow_a_confirmed_order_whose_client_got_no_answer() {
        var after = new Books(111, 0, 333, 333, 9_667);

        assertThat(after.differences(BEFORE, 10, 1)).isEmpty();
        assertThat(after.differences(BEFORE, 10, 0)).isNotEmpty();
    }

    @Test
    void name_pending_orders_and_stock_that_no_confirmed_order_has() {
        assertThat(new Books(110, 1, 330, 333, 9_667).differences(BEFORE, 10, 0))
                .containsExactly(
                        "1 orders are pending",
                        "confirmed orders have 30 pieces, reservations 33, and 33 were taken from stock");
    }
}
