package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FrontendTest
class SwitchingFaultsTest {

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void operators_see_the_faults_of_all_services() {
        shop.reply("GET /q/faults", 200, "{\"faults\": [{\"fault\": \"errors\", \"active\": false}]}");

        Browser.operator()
                .get("/ui/faults")
                .then()
                .statusCode(200)
                .body("service", hasItems("order-service", "user-service", "inventory-service"))
                .body("[0].fault", is("errors"));
    }

    @Test
    void operators_switch_faults() {
        shop.reply("PUT /q/faults/errors", 200, "{\"active\": true}");
        shop.reply("DELETE /q/faults/errors", 200, "{\"active\": false}");

        Browser.operator()
                .put("/ui/faults/order-service/errors?rate=0.5&ttl=1m")
                .then()
                .statusCode(200)
                .body("active", is(true));
        Browser.operator()
                .delete("/ui/faults/order-service/errors")
                .then()
                .statusCode(200)
                .body("active", is(false));

        assertThat(shop.received("PUT /q/faults/errors").getFirst().query()).isEqualTo("rate=0.5&ttl=1m");
    }

    @Test
    void refusals_are_passed_on() {
        shop.reply("PUT /q/faults/errors", 400, "{\"detail\": \"rate is at most 1\"}");

        Browser.operator()
                .put("/ui/faults/order-service/errors?rate=2")
                .then()
                .statusCode(400)
                .body("detail", is("rate is at most 1"));
    }

    @Test
    void nobody_else_switches_faults() {
        given().get("/ui/faults").then().statusCode(401);
        Browser.customer().get("/ui/faults").then().statusCode(403);
        Browser.customer().put("/ui/faults/order-service/errors").then().statusCode(403);
        given().cookie("operator", StubShop.OPERATOR)
                .put("/ui/faults/order-service/errors")
                .then()
                .statusCode(403);

        assertThat(shop.received("PUT /q/faults/errors")).isEmpty();
    }

    @Test
    void nothing_else_of_a_management_port_is_reachable() {
        Browser.operator()
                .put("/ui/faults/order-service/..%2Flog-levels%2Fshop")
                .then()
                .statusCode(404);
        Browser.operator().put("/ui/faults/payment-service/errors").then().statusCode(404);
    }
}
