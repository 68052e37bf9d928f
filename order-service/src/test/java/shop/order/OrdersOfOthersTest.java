package shop.order;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.backends.quarkus.TestTokens;

@ServiceTest
class OrdersOfOthersTest {

    private final Customer owner = aCustomer();
    private final Customer stranger = aCustomer();

    @Test
    void are_not_found() {
        var order = owner.hasOrdered(KETTLE, 1);

        stranger.request().get("/orders/{id}", order).then().statusCode(404);
        stranger.request().post("/orders/{id}/cancellation", order).then().statusCode(404);
        owner.request().get("/orders/{id}", UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void are_not_listed() {
        owner.hasOrdered(KETTLE, 1);
        var own = stranger.hasOrdered(KETTLE, 1);

        stranger.request().get("/orders").then().body("items.id", contains(own)).body("total", is(1));
    }

    @Test
    void are_visible_to_operators() {
        var order = owner.hasOrdered(KETTLE, 1);

        given().auth()
                .oauth2(TestTokens.operator())
                .get("/orders/{id}", order)
                .then()
                .statusCode(200);
    }

    @Test
    void are_listed_newest_first_and_by_status() {
        var first = owner.hasOrdered(KETTLE, 1);
        var second = owner.hasOrdered(KETTLE, 2);
        owner.request().post("/orders/{id}/cancellation", first).then().statusCode(200);

        owner.request().get("/orders").then().body("items.id", contains(second, first));
        owner.request().queryParam("status", "CANCELLED").get("/orders").then().body("items.id", contains(first));
        owner.request().queryParam("status", "LOST").get("/orders").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=",
                "status",
                "status=%20",
                "status=confirmed",
                "status=CONFIRMED&status=CONFIRMED",
                "status=CONFIRMED&status="
            })
    void are_not_listed_by_an_invalid_status(String query) {
        owner.request()
                .urlEncodingEnabled(false)
                .get("/orders?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", contains("status"));
    }

    @Test
    void are_listed_by_a_parameter_in_its_case_only() {
        owner.hasOrdered(KETTLE, 1);

        owner.request().queryParam("STATUS", "REJECTED").get("/orders").then().body("total", is(1));
    }
}
