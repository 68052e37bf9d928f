package shop.local.system;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.shop.LocalShop;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient.Line;
import shop.local.system.ShopUnderTest.Customer;

@Tag("system")
@ExtendWith(SharedShop.class)
class PlacingAnOrderSystemTest {
    private final ShopUnderTest shop;

    PlacingAnOrderSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @Test
    void confirms_it_at_the_prices_of_inventory_service_and_takes_the_stock() {
        var kettle = shop.product("39.90", 25);
        var tea = shop.product("14.20", 80);
        var customer = shop.customer();

        var answer = shop.client()
                .placeOrder(customer.token(), "express", new Line(kettle, 2), new Line(tea, 3))
                .expecting(201);

        var order = answer.json();
        assertThat(order.path("userId").asText()).isEqualTo(customer.id());
        assertThat(order.path("type").asText()).isEqualTo("express");
        assertThat(order.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(order.path("lines")).hasSize(2);
        assertThat(order.at("/lines/0/productId").asText()).isEqualTo(kettle);
        assertThat(order.at("/lines/0/quantity").asInt()).isEqualTo(2);
        assertThat(order.at("/lines/0/unitPrice").decimalValue()).isEqualByComparingTo("39.90");
        assertThat(order.path("total").decimalValue()).isEqualByComparingTo("122.40");
        assertThat(order.path("currency").asText()).isEqualTo(LocalShop.CURRENCY);
        assertThat(order.path("traceId").asText()).isEqualTo(answer.traceId());
        assertThat(Instant.parse(order.path("createdAt").asText())).isBefore(Instant.now());
        assertThat(order.has("reason")).isFalse();
        shop.awaitAvailable(kettle, 23);
        shop.awaitAvailable(tea, 77);
    }

    @Test
    void happens_once_with_an_idempotency_key() {
        var product = shop.product("5.00", 3);
        var customer = shop.customer();
        var line = new Line(product, 1);

        var first = shop.client()
                .placeOrderOnce(customer.token(), "breakfast", "pickup", line)
                .expecting(201);
        var again = shop.client()
                .placeOrderOnce(customer.token(), "breakfast", "pickup", line)
                .expecting(201);
        var other = shop.client()
                .placeOrderOnce(customer.token(), "breakfast", "express", line)
                .expecting(422);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(other.json().path("type").asText()).isEqualTo("urn:shop:problem:idempotency-key-reused");
        shop.awaitAvailable(product, 2);
    }

    @Test
    void is_refused_again_with_an_idempotency_key() {
        var product = shop.product("5.00", 1);
        var customer = shop.customer();
        var lines = new Line[] {new Line(product, 2)};
        var first = shop.client()
                .placeOrderOnce(customer.token(), "breakfast", "pickup", lines)
                .expecting(409);
        shop.client()
                .post(Service.INVENTORY, "/products/" + product + "/restocks", shop.operator(), Map.of("quantity", 5))
                .expecting(200);

        var again = shop.client()
                .placeOrderOnce(customer.token(), "breakfast", "pickup", lines)
                .expecting(409);

        assertThat(again.json().path("traceId").asText()).isEqualTo(again.traceId());
        assertThat(again.text().replace(again.traceId(), ""))
                .isEqualTo(first.text().replace(first.traceId(), ""));
    }

    @Test
    void lets_only_its_owner_and_operators_read_it() {
        var customer = shop.customer();
        var order = customer.orders("pickup", shop.product("5.00", 3), 1).expecting(201);
        var path = "/orders/" + order.json().path("id").asText();

        assertThat(shop.client().get(Service.ORDER, path, customer.token()).json())
                .isEqualTo(order.json());
        assertThat(shop.client().get(Service.ORDER, path, shop.operator()).json())
                .isEqualTo(order.json());
        assertThat(shop.client()
                        .get(Service.ORDER, path, shop.customer().token())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void is_refused_when_stock_runs_out_and_takes_no_stock() {
        var plenty = shop.product("8.40", 10);
        var scarce = shop.product("8.40", 1);
        var customer = shop.customer();

        var answer = shop.client().placeOrder(customer.token(), "standard", new Line(plenty, 2), new Line(scarce, 2));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:insufficient-stock");
        assertThat(answer.json().at("/shortages/0/productId").asText()).isEqualTo(scarce);
        // Ordering all of the stock proves that nothing is reserved.
        customer.orders("standard", plenty, 10).expecting(201);
        customer.orders("standard", scarce, 1).expecting(201);
    }

    @Test
    void sells_exactly_the_stock_to_fifty_concurrent_customers() throws Exception {
        var product = shop.product("54.00", 10);

        // A few at a time, because registering hashes a password, which is expensive and not tested here.
        try (var queue = Executors.newFixedThreadPool(4);
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var customers = all(queue.invokeAll(nCopies(50, (Callable<Customer>) shop::customer)));

            var answers = all(crowd.invokeAll(customers.stream()
                    .map(customer -> (Callable<Response>) () -> customer.orders("standard", product, 1))
                    .toList()));

            assertThat(answers).extracting(Response::status).isSubsetOf(201, 409, 503);
            var sold = new AtomicLong(
                    answers.stream().filter(answer -> answer.status() == 201).count());
            assertThat(sold).hasValueLessThanOrEqualTo(10);
            // An overloaded machine responds with 503; the stock that such an order may hold is released for the next
            // one.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sold.get() == 10
                            || customers
                                                    .getFirst()
                                                    .orders("standard", product, 1)
                                                    .status()
                                            == 201
                                    && sold.incrementAndGet() == 10);
            var next = await().atMost(Duration.ofSeconds(20))
                    .until(() -> customers.getLast().orders("standard", product, 1), answer -> answer.status() != 503);
            assertThat(next.status()).isEqualTo(409);
        }
        shop.awaitAvailable(product, 0);
    }

    @Test
    void is_refused_to_a_suspended_user() {
        var product = shop.product("12.00", 5);
        var customer = shop.customer();
        customer.orders("standard", product, 1).expecting(201);

        shop.client().changeStatus(shop.operator(), customer.id(), "SUSPENDED").expecting(200);

        var answer = customer.orders("standard", product, 1);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:user-suspended");
        shop.awaitAvailable(product, 4);
    }

    @Test
    void is_refused_without_a_valid_token() {
        var product = shop.product("12.00", 5);

        for (var token : new String[] {"", "not-a-token"}) {
            var answer = shop.client().placeOrder(token, "standard", new Line(product, 1));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:unauthenticated");
        }
    }

    @Test
    void is_refused_to_an_operator() {
        var answer = shop.client().placeOrder(shop.operator(), "standard", new Line(shop.product("12.00", 5), 1));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:forbidden");
    }

    @Test
    void is_rejected_for_an_unknown_product() {
        var answer = shop.customer().orders("standard", "no-such-product", 1);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:shop:problem:unknown-product");
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        var results = new ArrayList<T>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
