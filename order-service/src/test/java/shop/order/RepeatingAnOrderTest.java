package shop.order;

import static io.restassured.RestAssured.given;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.NO_SUCH_PRODUCT;
import static shop.order.StubServices.SOLD_OUT;
import static shop.order.StubServices.SUSPENDED;
import static shop.order.StubServices.WHEN_INVENTORY_IS_BROKEN;
import static shop.order.StubServices.WHEN_TOKENS_END;
import static shop.order.StubServices.WHEN_USER_SERVICE_IS_BROKEN;
import static shop.order.StubServices.answers;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.defaults.Database;
import shop.defaults.idempotency.IdempotencyKey;
import shop.defaults.idempotency.IdempotencyKeys;

/** An order with an idempotency key is placed once, however often it is sent and wherever the first try breaks off. */
@ServiceTest
class RepeatingAnOrderTest {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Map<String, BigDecimal> PRICES = Map.of(KETTLE, new BigDecimal("19.90"));
    private static final int CALLERS = 24;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    OrderRepository orders;

    @Inject
    IdempotencyKeys keys;

    @Inject
    Database database;

    @Inject
    EndedSpans spans;

    private final Customer customer = aCustomer();
    private final String key = UUID.randomUUID().toString();

    @Test
    void returns_the_first_response_again() {
        var first = places(KETTLE).statusCode(201).header(REPLAYED, nullValue());

        var again = places(KETTLE).statusCode(201).header(REPLAYED, is("true"));

        assertThat(body(again)).isEqualTo(body(first));
        assertThat(again.extract().header("Location")).isEqualTo(first.extract().header("Location"));
        assertThat(again.extract().header("X-Trace-Id"))
                .isNotEqualTo(first.extract().header("X-Trace-Id"));
        hasOrders(1);
    }

    @Test
    void returns_the_first_response_of_an_order_that_has_been_cancelled_since() {
        var first = places(KETTLE).statusCode(201);
        customer.request()
                .post("/orders/{id}/cancellation", first.extract().<String>path("id"))
                .then()
                .statusCode(200);

        var again = places(KETTLE).statusCode(201);

        assertThat(body(again)).isEqualTo(body(first));
    }

    @Test
    void reads_the_database_once_and_asks_no_other_service() {
        places(KETTLE).statusCode(201);

        var again = places(KETTLE).statusCode(201).extract().header("X-Trace-Id");

        assertThat(calls(again)).containsExactly("SELECT idempotency_keys");
    }

    @Test
    void takes_one_more_statement_with_a_key() {
        var with = places(KETTLE).statusCode(201).extract().header("X-Trace-Id");
        var without = customer.orders(KETTLE, 1).statusCode(201).extract().header("X-Trace-Id");

        assertThat(calls(with))
                .containsExactly(
                        "SELECT idempotency_keys",
                        "GET /users/{id}",
                        "INSERT idempotency_keys",
                        "POST /reservations",
                        "UPDATE orders");
        assertThat(calls(without))
                .containsExactly("GET /users/{id}", "INSERT orders", "POST /reservations", "UPDATE orders");
        assertThat(stored(customer.id())).containsExactly(key);
    }

    @Test
    void happens_once_for_many_callers_at_once() throws Exception {
        for (var race = 0; race < 5; race++) {
            var racer = aCustomer();
            try (var callers = Executors.newFixedThreadPool(CALLERS)) {
                var responses = callers.invokeAll(nCopies(
                        CALLERS, (Callable<ValidatableResponse>) () -> places(racer, key, body(KETTLE, 1))));

                var ids = new HashSet<String>();
                for (var response : responses) {
                    var answer = response.get().extract();
                    if (answer.statusCode() == 201) {
                        ids.add(answer.path("id"));
                    } else {
                        // A busy machine may be overloaded by so many.
                        assertThat(answer.<String>path("type"))
                                .isIn("urn:shop:problem:request-in-progress", "urn:shop:problem:overloaded");
                    }
                }
                assertThat(ids).hasSize(1);
            }
            racer.request().get("/orders").then().body("total", is(1)).body("items.status", contains("CONFIRMED"));
        }
    }

    @Test
    void is_refused_while_the_first_request_is_being_processed() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = QuarkusTransaction.requiringNew().call(() -> {
                // Confirmations wait for it.
                database.update("lock table outbox in share row exclusive mode");
                var running = callers.submit(() -> places(KETTLE));
                await().until(() -> !stored(customer.id()).isEmpty());

                places(KETTLE)
                        .statusCode(409)
                        .contentType("application/problem+json")
                        .header(REPLAYED, nullValue())
                        .body("type", is("urn:shop:problem:request-in-progress"));
                places(SOLD_OUT).statusCode(422).body("type", is("urn:shop:problem:idempotency-key-reused"));
                return running;
            });

            first.get().statusCode(201).header(REPLAYED, nullValue());
        }
        places(KETTLE).statusCode(201).header(REPLAYED, is("true"));
        hasOrders(1);
    }

    @Test
    void is_refused_with_another_body() {
        places(KETTLE).statusCode(201);

        for (var other : List.of(
                body(KETTLE, 2),
                body(SOLD_OUT, 1),
                body(KETTLE, 1).replace("standard", "express"),
                body(KETTLE, 1).replace("]}", ", {\"productId\": \"teapot\", \"quantity\": 1}]}"))) {
            places(customer, key, other)
                    .statusCode(422)
                    .header(REPLAYED, nullValue())
                    .body("type", is("urn:shop:problem:idempotency-key-reused"));
        }
        hasOrders(1);
    }

    @Test
    void knows_a_body_by_its_meaning() {
        var first = places(KETTLE).statusCode(201);

        for (var same : List.of(
                "{\"lines\":[{\"quantity\":1,\"productId\":\"kettle\"}],\"type\":\"standard\"}",
                "\n{ \"type\" : \"st\\u0061ndard\",\t\"lines\" : [ {\"productId\": \"kettle\", \"quantity\": 1}]}")) {
            assertThat(body(places(customer, key, same).statusCode(201))).isEqualTo(body(first));
        }
        // No other form of an integer is accepted.
        for (var number : List.of("1.0", "1e0", "\"1\"")) {
            places(customer, key, body(KETTLE, 1).replace(": 1}", ": " + number + "}"))
                    .statusCode(400);
        }
        hasOrders(1);
    }

    @Test
    void has_keys_of_its_own_for_each_customer() {
        var first = places(KETTLE).statusCode(201).extract().<String>path("id");

        var other = places(aCustomer(), key, body(SOLD_OUT, 1)).statusCode(409);
        var third = places(aCustomer(), key, body(KETTLE, 1)).statusCode(201).header(REPLAYED, nullValue());

        other.body("type", is("urn:shop:problem:insufficient-stock"));
        third.body("id", not(first));
    }

    @Test
    void has_keys_that_differ_in_case_and_spaces() {
        for (var other : List.of("a b", "A b", "a  b", "\"a b\"", " ~!@#$%^&*()_+'`<>,;= ".strip(), "k".repeat(128))) {
            places(customer, other, body(KETTLE, 1)).statusCode(201).header(REPLAYED, nullValue());
            places(customer, other, body(KETTLE, 1)).statusCode(201).header(REPLAYED, is("true"));
        }
        hasOrders(6);
    }

    /** The client of this test sends no other characters that are invalid. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb"})
    void is_refused_with_a_key_that_is_not_printable(String invalid) {
        places(customer, invalid, body(KETTLE, 1))
                .statusCode(400)
                .body("type", is("urn:shop:problem:invalid-request"))
                .body("violations.field", contains(KEY))
                .body("violations.message", contains("must have 1 to 128 printable ASCII characters"));

        hasOrders(0);
    }

    @Test
    void is_refused_with_a_key_that_is_too_long() {
        places(customer, "k".repeat(129), body(KETTLE, 1)).statusCode(400).body("violations.field", contains(KEY));

        hasOrders(0);
    }

    @Test
    void is_refused_with_two_keys() {
        for (var second : List.of("other", key)) {
            customer.request()
                    .header(KEY, key, second)
                    .body(body(KETTLE, 1))
                    .post("/orders")
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains(KEY))
                    .body("violations.message", contains("must be given once"));
        }
        hasOrders(0);
    }

    @Test
    void returns_the_refusal_of_an_order_again() {
        for (var product : List.of(SOLD_OUT, NO_SUCH_PRODUCT)) {
            var ofProduct = key + product;
            var first = places(customer, ofProduct, body(product, 2)).header(REPLAYED, nullValue());

            var again = places(customer, ofProduct, body(product, 2))
                    .contentType("application/problem+json")
                    .header(REPLAYED, is("true"));

            assertThat(again.extract().statusCode())
                    .isEqualTo(first.extract().statusCode())
                    .isIn(409, 422);
            assertThat(again.extract().<String>path("traceId"))
                    .isEqualTo(again.extract().header("X-Trace-Id"));
            assertThat(withoutTrace(again)).isEqualTo(withoutTrace(first));
        }
        hasOrders(2);
    }

    @Test
    void is_tried_again_after_a_request_that_breaks_a_rule() {
        places(customer, key, "{\"type\": \"standard\", \"lines\": []}").statusCode(400);

        places(KETTLE).statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void is_tried_again_after_the_refusal_of_a_suspended_customer() {
        var suspended = new Customer(SUSPENDED);

        places(suspended, key, body(KETTLE, 1)).statusCode(403);
        places(suspended, key, body(KETTLE, 1)).statusCode(403).header(REPLAYED, nullValue());

        assertThat(stored(SUSPENDED)).isEmpty();
    }

    @Test
    void is_tried_again_after_a_503() {
        var unlucky = new Customer(WHEN_USER_SERVICE_IS_BROKEN);
        places(unlucky, key, body(KETTLE, 1)).statusCode(503);
        assertThat(stored(unlucky.id())).isEmpty();

        for (var product : List.of(WHEN_TOKENS_END, WHEN_INVENTORY_IS_BROKEN, answers(429))) {
            places(product).statusCode(503).header(REPLAYED, nullValue());
            // Keeps the circuit closed.
            customer.hasOrdered(KETTLE, 1);

            assertThat(stored(customer.id())).isEmpty();
        }
        places(KETTLE).statusCode(201).header(REPLAYED, nullValue());
    }

    @Test
    void is_tried_again_after_a_500() {
        places(answers(404)).statusCode(500);

        places(KETTLE).statusCode(201).header(REPLAYED, nullValue());
    }

    /** The process was killed after the order was stored, or while it waited for the reservation. */
    @Test
    void is_refused_after_a_kill_until_the_order_is_abandoned() {
        var killed = stored(placement());
        places(KETTLE).statusCode(409).body("type", is("urn:shop:problem:request-in-progress"));

        assertThat(orders.abandon(killed.id(), "dependency-unavailable")).isTrue();

        places(KETTLE)
                .statusCode(201)
                .header(REPLAYED, nullValue())
                .body("id", not(killed.id().toString()));
        customer.request().get("/orders").then().body("items.status", contains("CONFIRMED", "REJECTED"));
    }

    @Test
    void is_abandoned_by_the_sweep() {
        stored(placement());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> places(KETTLE).statusCode(201).header(REPLAYED, nullValue()));

        customer.request().get("/orders").then().body("items.status", contains("CONFIRMED", "REJECTED"));
    }

    /** The process was killed after the order was confirmed, before the response was sent. */
    @Test
    void returns_the_order_that_was_confirmed_before_a_kill() {
        var confirmed = stored(placement());
        assertThat(orders.confirm(confirmed, PRICES, "EUR")).isTrue();

        var again = places(KETTLE).statusCode(201).header(REPLAYED, is("true"));

        var read = customer.request().get("/orders/{id}", confirmed.id()).then().statusCode(200);
        assertThat(body(again)).isEqualTo(body(read));
        hasOrders(1);
    }

    @Test
    void is_not_confirmed_after_it_was_abandoned() {
        var slow = stored(placement());
        orders.abandon(slow.id(), "dependency-unavailable");
        var next = places(KETTLE).statusCode(201);

        assertThat(orders.confirm(slow, PRICES, "EUR")).isFalse();

        assertThat(body(places(KETTLE).statusCode(201))).isEqualTo(body(next));
    }

    @Test
    void keeps_its_key_when_an_earlier_order_with_it_is_abandoned() {
        var first = stored(placement());
        orders.free(first);
        var second = stored(placement());

        assertThat(orders.abandon(first.id(), "dependency-unavailable")).isTrue();

        places(KETTLE).statusCode(409);
        orders.confirm(second, PRICES, "EUR");
        places(KETTLE).statusCode(201).body("id", is(second.id().toString()));
    }

    @Test
    void keeps_a_response_when_its_key_is_freed_late() {
        var order = stored(placement());
        orders.confirm(order, PRICES, "EUR");

        orders.free(order);

        places(KETTLE).statusCode(201).body("id", is(order.id().toString()));
    }

    @Test
    void is_a_new_order_after_24_hours() {
        var first = places(KETTLE).statusCode(201).extract().<String>path("id");
        age("23 hours 59 minutes");
        places(SOLD_OUT).statusCode(422);

        age("24 hours");
        var second = places(SOLD_OUT).statusCode(409).header(REPLAYED, nullValue());

        second.body("type", is("urn:shop:problem:insufficient-stock"));
        places(SOLD_OUT).statusCode(409).header(REPLAYED, is("true"));
        customer.request().get("/orders").then().body("items.id", contains(not(first), is(first)));
    }

    @Test
    void happens_once_for_many_callers_with_an_expired_key() throws Exception {
        places(KETTLE).statusCode(201);
        age("25 hours");

        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (var response :
                    callers.invokeAll(nCopies(CALLERS, (Callable<ValidatableResponse>) () -> places(KETTLE)))) {
                assertThat(response.get().extract().statusCode()).isIn(201, 409, 503);
            }
        }

        hasOrders(2);
        customer.request().get("/orders").then().body("items.status", everyItem(is("CONFIRMED")));
    }

    @Test
    void has_keys_that_are_deleted_once_they_have_expired() {
        database.update("""
                insert into idempotency_keys (owner, key, fingerprint, order_id, created_at)
                select ?, 'expired-' || n, '', gen_random_uuid(), now() - interval '25 hours'
                from generate_series(1, 2500) n""", customer.id());
        places(KETTLE).statusCode(201);

        keys.deleteExpired();

        assertThat(stored(customer.id())).containsExactly(key);
    }

    @Test
    void is_described_by_openapi() {
        given().port(managementPort)
                .accept(ContentType.JSON)
                .get("/q/openapi")
                .then()
                .body("paths.'/orders'.post.parameters.name", contains(KEY))
                .body("paths.'/orders'.post.parameters.in", contains("header"))
                .body("paths.'/orders'.post.responses.'201'.content", hasKey("application/json"))
                .body("paths.'/orders'.post.responses.'201'.headers", hasKey(REPLAYED))
                .body("paths.'/orders'.post.responses.'409'.description", containsString("request-in-progress"))
                .body("paths.'/orders'.post.responses.'422'.description", containsString("idempotency-key-reused"));
    }

    private ValidatableResponse places(String product) {
        return places(customer, key, body(product, 1));
    }

    private static ValidatableResponse places(Customer customer, String key, String body) {
        return customer.request().header(KEY, key).body(body).post("/orders").then();
    }

    private static String body(String product, int quantity) {
        return "{\"type\": \"standard\", \"lines\": [{\"productId\": \"%s\", \"quantity\": %d}]}"
                .formatted(product, quantity);
    }

    private static String body(ValidatableResponse response) {
        return response.extract().asString();
    }

    private static String withoutTrace(ValidatableResponse problem) {
        return body(problem).replace(problem.extract().<String>path("traceId"), "");
    }

    private void hasOrders(int number) {
        customer.request().get("/orders").then().body("total", is(number));
    }

    private Order.Placement placement() {
        var request = new OrderResource.Request(OrderType.STANDARD, List.of(new OrderResource.Request.Line(KETTLE, 1)));
        var lines = List.of(new OrderLine.Requested(KETTLE, 1));
        var fingerprint = keys.fingerprint("POST /orders", request);
        return new Order.Placement(
                customer.id(),
                OrderType.STANDARD,
                lines,
                Optional.of(new IdempotencyKey(customer.id(), key, fingerprint)));
    }

    private Order stored(Order.Placement placement) {
        var order = orders.pending(placement);
        assertThat(orders.add(order)).isTrue();
        return order;
    }

    private List<String> stored(UUID owner) {
        return database.query("select key from idempotency_keys where owner = ?", row -> row.getString(1), owner);
    }

    private void age(String interval) {
        database.update(
                "update idempotency_keys set created_at = now() - ?::interval where owner = ?",
                interval,
                customer.id());
    }

    /** The statements and requests of a trace, in the order in which they ended, without its event. */
    private List<String> calls(String trace) {
        await().until(() -> spans.of(trace).stream().anyMatch(span -> span.getKind() == SpanKind.SERVER));
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .map(SpanData::getName)
                .filter(name -> !name.equals("XADD"))
                .toList();
    }
}
