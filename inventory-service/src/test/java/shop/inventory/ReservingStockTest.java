package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static shop.inventory.Shop.asService;
import static shop.inventory.Shop.available;
import static shop.inventory.Shop.line;
import static shop.inventory.Shop.product;
import static shop.inventory.Shop.reserve;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.inventory.Shop.Line;

@ServiceTest
class ReservingStockTest {

    private final UUID order = UUID.randomUUID();

    @Test
    void holds_the_stock_at_the_current_price() {
        var kettle = product("19.90", 5);

        var answer = reserve(order, line(kettle, 2));

        answer.statusCode(201)
                .body("orderId", is(order.toString()))
                .body("status", is("HELD"))
                .body("currency", is("EUR"))
                .body("lines", contains(hasEntry("productId", kettle)))
                .body("lines[0].quantity", is(2))
                .body("lines[0].unitPrice", is(19.90f));
        assertThat(available(kettle)).isEqualTo(3);
    }

    @Test
    void is_idempotent() {
        var kettle = product("19.90", 5);
        var first = reserve(order, line(kettle, 2)).extract().asString();

        var again = reserve(order, line(kettle, 2));

        assertThat(again.statusCode(200).extract().asString()).isEqualTo(first);
        assertThat(available(kettle)).isEqualTo(3);
    }

    @Test
    void is_idempotent_for_products_that_a_locale_and_bytes_sort_differently() {
        var towel = product("tea-towel-", "8.00", 5);
        var pot = product("teapot-", "30.00", 5);
        var first = reserve(order, line(pot, 1), line(towel, 1)).extract().asString();

        var again = reserve(order, line(pot, 1), line(towel, 1));

        assertThat(again.statusCode(200).extract().asString()).isEqualTo(first);
    }

    @Test
    void is_refused_for_other_lines_of_the_same_order() {
        var kettle = product("19.90", 5);
        reserve(order, line(kettle, 2));

        reserve(order, line(kettle, 3)).statusCode(409).body("type", is("urn:shop:problem:reservation-conflict"));

        assertThat(available(kettle)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\\n", " %s", "AZMvblwecACAAAEjRWeJqw=="})
    void is_refused_for_an_order_whose_id_has_another_form(String form) {
        var id = form.formatted(order);
        var kettle = product("19.90", 5);

        asService()
                .body("""
                        {"orderId": "%s", "lines": [{"productId": "%s", "quantity": 1}]}""".formatted(id, kettle))
                .post("/reservations")
                .then()
                .statusCode(400)
                .body("violations.field", contains("orderId"));
    }

    @Test
    void takes_all_lines_or_none() {
        var kettle = product("19.90", 5);
        var teapot = product("30.00", 1);

        var answer = reserve(order, line(kettle, 2), line(teapot, 2));

        answer.statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:insufficient-stock"))
                .body("shortages.productId", contains(teapot))
                .body("shortages[0].requested", is(2))
                .body("shortages[0].available", is(1));
        assertThat(available(kettle)).isEqualTo(5);
        assertThat(available(teapot)).isEqualTo(1);
        asService().get("/reservations/{order}", order).then().statusCode(404);
    }

    @Test
    void is_refused_for_a_product_that_does_not_exist() {
        reserve(order, line("no-such-product", 1)).statusCode(422).body("type", is("urn:shop:problem:unknown-product"));
    }

    @Test
    void adds_up_lines_of_one_product() {
        var kettle = product("19.90", 3);

        reserve(order, line(kettle, 2), line(kettle, 2)).statusCode(409).body("shortages[0].requested", is(4));

        assertThat(available(kettle)).isEqualTo(3);
    }

    @Test
    void never_takes_more_than_the_stock_under_concurrent_requests() throws Exception {
        var kettle = product("19.90", 10);
        var teapot = product("30.00", 10);
        // With lines in both orders: without a common order of locks, some would deadlock.
        var requests = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(number -> () -> number % 2 == 0
                        ? status(line(kettle, 1), line(teapot, 1))
                        : status(line(teapot, 1), line(kettle, 1)))
                .toList();

        try (var callers = Executors.newFixedThreadPool(20)) {
            var answers = callers.invokeAll(requests).stream()
                    .map(ReservingStockTest::result)
                    .toList();

            assertThat(answers)
                    .containsOnly(201, 409)
                    .filteredOn(status -> status == 201)
                    .hasSize(10);
        }
        assertThat(available(kettle)).isZero();
        assertThat(available(teapot)).isZero();
    }

    private static int status(Line... lines) {
        return reserve(UUID.randomUUID(), lines).extract().statusCode();
    }

    private static int result(Future<Integer> answer) {
        return answer.resultNow();
    }
}
