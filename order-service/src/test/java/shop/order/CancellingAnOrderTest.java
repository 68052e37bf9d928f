package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.SOLD_OUT;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@ServiceTest
class CancellingAnOrderTest {

    @ConfigProperty(name = "quarkus.rest-client.inventory-service.url")
    String inventory;

    private final Customer customer = aCustomer();

    @Test
    void releases_its_stock() {
        var order = customer.hasOrdered(KETTLE, 1);

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));

        assertThat(given().get(inventory + "/test/released").jsonPath().<String>getList("$"))
                .contains(order);
        customer.request().get("/orders/{id}", order).then().body("status", is("CANCELLED"));
    }

    @Test
    void is_idempotent() {
        var order = customer.hasOrdered(KETTLE, 1);
        customer.request().post("/orders/{id}/cancellation", order);

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));
    }

    @Test
    void is_refused_unless_the_order_is_confirmed() {
        customer.orders(SOLD_OUT, 1).statusCode(409);
        var order = customer.request().get("/orders").<String>path("items[0].id");

        customer.request()
                .post("/orders/{id}/cancellation", order)
                .then()
                .statusCode(409)
                .body("type", is("urn:shop:problem:not-cancellable"));
    }
}
