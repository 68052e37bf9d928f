package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.GIVEN_UP;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.NO_SUCH_PRODUCT;
import static shop.order.StubServices.REFUSED_BY_USER_SERVICE;
import static shop.order.StubServices.SOLD_OUT;
import static shop.order.StubServices.SUSPENDED;
import static shop.order.StubServices.UNKNOWN;
import static shop.order.StubServices.WHEN_INVENTORY_HANGS;
import static shop.order.StubServices.WHEN_INVENTORY_IS_BROKEN;
import static shop.order.StubServices.WHEN_TOKENS_END;
import static shop.order.StubServices.WHEN_USER_SERVICE_IS_BROKEN;
import static shop.order.StubServices.answers;

import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.backends.quarkus.TestTokens;

@ServiceTest
class PlacingAnOrderTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @ConfigProperty(name = "quarkus.rest-client.inventory-service.url")
    String inventory;

    @Inject
    Events events;

    private final Customer customer = aCustomer();

    @Test
    void is_answered_with_the_order_at_the_prices_of_inventory() {
        var answer = customer.request().body("""
                        {"type": "express", "lines": [
                          {"productId": "kettle", "quantity": 2},
                          {"productId": "teapot", "quantity": 1}]}""").post("/orders").then();

        var id = answer.statusCode(201)
                .body("userId", is(customer.id().toString()))
                .body("type", is("express"))
                .body("status", is("CONFIRMED"))
                .body("lines.productId", contains("kettle", "teapot"))
                .body("lines.quantity", contains(2, 1))
                .body("lines.unitPrice", contains(19.9f, 19.9f))
                .body("total", is(59.7f))
                .body("currency", is("EUR"))
                .body("$", not(hasItem("reason")))
                .extract()
                .<String>path("id");
        answer.header("Location", containsString("/orders/" + id));
        assertThat(answer.extract().<String>path("traceId"))
                .isEqualTo(answer.extract().header("X-Trace-Id"));
        var read = customer.request().get("/orders/{id}", id).then().statusCode(200);
        assertThat(read.extract().asString()).isEqualTo(answer.extract().asString());
    }

    @Test
    void is_refused_when_stock_runs_out() {
        customer.orders(SOLD_OUT, 2)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:insufficient-stock"))
                .body("shortages[0].productId", is(SOLD_OUT))
                .body("shortages[0].requested", is(2))
                .body("shortages[0].available", is(0));

        var order = rejected("insufficient-stock");
        assertThat(events.of(order)).isEmpty();
    }

    @Test
    void is_refused_for_a_product_that_does_not_exist() {
        customer.orders(NO_SUCH_PRODUCT, 1).statusCode(422).body("type", is("urn:shop:problem:unknown-product"));

        rejected("unknown-product");
    }

    @Test
    void is_refused_to_a_suspended_customer() {
        new Customer(SUSPENDED).orders(KETTLE, 1).statusCode(403).body("type", is("urn:shop:problem:user-suspended"));

        new Customer(SUSPENDED).request().get("/orders").then().body("items", empty());
    }

    @Test
    void is_refused_to_an_unknown_user() {
        new Customer(UNKNOWN).orders(KETTLE, 1).statusCode(403).body("type", is("urn:shop:problem:forbidden"));
    }

    @Test
    void passes_bounded_baggage_on() {
        var hostile = aCustomer();

        orders(customer, "shop.debug=true,tenant=a%20b");
        orders(hostile, "k=1,hostile=" + "/".repeat(8_150));

        var baggage = given().get(inventory + "/test/baggage").jsonPath();
        assertThat(baggage.getString("'" + customer.id() + "'").split(","))
                .containsExactlyInAnyOrder("shop.debug=true", "tenant=a%20b");
        assertThat(baggage.getString("'" + hostile.id() + "'")).hasSizeLessThan(8_192);
    }

    private static void orders(Customer customer, String baggage) {
        customer.request()
                .header("baggage", baggage)
                .body("{\"type\": \"standard\", \"lines\": [{\"productId\": \"kettle\", \"quantity\": 1}]}")
                .post("/orders")
                .then()
                .statusCode(201);
    }

    @Test
    void needs_a_customer() {
        var body = "{\"type\": \"standard\", \"lines\": [{\"productId\": \"kettle\", \"quantity\": 1}]}";

        given().contentType(ContentType.JSON).body(body).post("/orders").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestTokens.operator())
                .body(body)
                .post("/orders")
                .then()
                .statusCode(403);
    }

    @Test
    void needs_a_type_and_lines() {
        customer.request()
                .body("{\"lines\": []}")
                .post("/orders")
                .then()
                .statusCode(400)
                .body("violations.field", contains("lines", "type"));
        customer.request()
                .body("{\"type\": \"standard\", \"lines\": [{\"productId\": \"kettle\", \"quantity\": 0}]}")
                .post("/orders")
                .then()
                .statusCode(400)
                .body("violations.field", contains("lines[0].quantity"));
        customer.request()
                .body("{\"type\": \"teleport\", \"lines\": [{\"productId\": \"kettle\", \"quantity\": 1}]}")
                .post("/orders")
                .then()
                .statusCode(400)
                .body("violations.field", contains("type"))
                .body("violations.message", contains("must be one of standard, express, pickup"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800"})
    void is_refused_with_text_that_cannot_be_stored(String text) {
        customer.request()
                .body("{\"type\": \"%s\", \"lines\": []}".formatted(text))
                .post("/orders")
                .then()
                .statusCode(400)
                .body("violations.field", contains("type"));
        customer.orders(text, 1).statusCode(400).body("violations.field", contains("lines.0.productId"));
        customer.request()
                .queryParam("status", "\0")
                .get("/orders")
                .then()
                .statusCode(400)
                .body("violations.field", contains("status"));
    }

    @Test
    void fails_fast_when_user_service_is_broken() {
        new Customer(WHEN_USER_SERVICE_IS_BROKEN)
                .orders(KETTLE, 1)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", is("urn:shop:problem:dependency-unavailable"));
    }

    @Test
    void works_after_many_4xx_responses_of_user_service() {
        for (var order = 0; order < 12; order++) {
            new Customer(REFUSED_BY_USER_SERVICE).orders(KETTLE, 1).statusCode(500);
        }

        customer.orders(KETTLE, 1).statusCode(201);
    }

    @Test
    void blames_user_service_and_not_inventory_service_for_a_missing_token() {
        for (var order = 0; order < 12; order++) {
            customer.orders(WHEN_TOKENS_END, 1)
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", is("urn:shop:problem:dependency-unavailable"))
                    .body("detail", is("user-service is unavailable. Try again later."));
        }

        // No stock can be held, because inventory-service was not called.
        customer.request().get("/orders").then().body("items.status", everyItem(is("REJECTED")));
        customer.orders(KETTLE, 1).statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 409, 415, 422, 431})
    void fails_as_a_bug_on_an_unexpected_4xx(int status) {
        customer.orders(answers(status), 1)
                .statusCode(500)
                .header("Retry-After", nullValue())
                .body("type", is("urn:shop:problem:internal-error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers-401", "answers-408", "answers-429", "answers-500", "answers-503", GIVEN_UP})
    void can_be_repeated_after_a_temporary_failure(String product) {
        customer.orders(product, 1)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", is("inventory-service is unavailable. Try again later."));

        // Keeps the circuit closed.
        customer.hasOrdered(KETTLE, 1);
        customer.hasOrdered(KETTLE, 1);
    }

    @Test
    void is_rejected_with_an_event_that_releases_its_stock_if_the_outcome_of_the_reservation_is_unknown() {
        customer.orders(WHEN_INVENTORY_IS_BROKEN, 1).statusCode(503);
        customer.orders(WHEN_INVENTORY_HANGS, 1).statusCode(503);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var orders = customer.request().get("/orders").then();
            orders.body("items.status", contains("REJECTED", "REJECTED"))
                    .body("items.reason", contains("dependency-unavailable", "dependency-unavailable"));
            var ids = orders.extract().jsonPath().<String>getList("items.id");
            assertThat(ids).allSatisfy(id -> assertThat(events.of(id)).containsExactly("OrderCancelled"));
        });
    }

    @Test
    void is_counted_once_it_is_confirmed() {
        customer.hasOrdered(KETTLE, 1);

        given().port(managementPort)
                .get("/metrics")
                .then()
                .body(containsString("orders_created_total{type=\"standard\"}"))
                .body(containsString("orders_created_total{type=\"pickup\"} 0.0"))
                .body(containsString("order_revenue_total "));
    }

    @Test
    void is_counted_once_it_is_refused() {
        var suspended = refusals("user-suspended");
        var unknown = refusals("forbidden");
        var unavailable = refusals("dependency-unavailable");
        var outOfStock = refusals("insufficient-stock");

        new Customer(SUSPENDED).orders(KETTLE, 1).statusCode(403);
        new Customer(UNKNOWN).orders(KETTLE, 1).statusCode(403);
        new Customer(WHEN_USER_SERVICE_IS_BROKEN).orders(KETTLE, 1).statusCode(503);
        customer.orders(SOLD_OUT, 1).statusCode(409);

        assertThat(refusals("user-suspended")).isEqualTo(suspended + 1);
        assertThat(refusals("forbidden")).isEqualTo(unknown + 1);
        // Abandoned orders of other tests may be rejected meanwhile.
        assertThat(refusals("dependency-unavailable")).isGreaterThan(unavailable);
        assertThat(refusals("insufficient-stock")).isEqualTo(outOfStock + 1);
    }

    @Test
    void has_a_series_for_every_reason_before_it_is_refused() {
        assertThat(refusals("overloaded")).isZero();
    }

    /** @return the ID of the only order of the customer */
    private String rejected(String reason) {
        return customer.request()
                .get("/orders")
                .then()
                .body("items.status", contains("REJECTED"))
                .body("items.reason", contains(reason))
                .extract()
                .path("items[0].id");
    }

    private double refusals(String reason) {
        var series = "orders_rejected_total{reason=\"" + reason + "\"} ";
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(series.length()).split(" ")[0]))
                .findFirst()
                .orElseThrow();
    }
}
