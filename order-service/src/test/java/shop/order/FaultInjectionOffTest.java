package shop.order;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The default configuration, in production too: no fault injection and no error tracking. */
@ServiceTest
class FaultInjectionOffTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void hides_the_risky_route() {
        given().get("/risky")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:not-found"))
                .body("detail", is(given().get("/no/such/route").<String>path("detail")));
        given().post("/risky").then().statusCode(404);
        given().port(managementPort).get("/metrics").then().body(not(containsString("/risky")));
    }

    @Test
    void hides_the_faults() {
        given().port(managementPort).get("/q/faults").then().statusCode(404);
        given().port(managementPort).put("/q/faults/errors").then().statusCode(404);
        given().port(managementPort).delete("/q/faults/errors").then().statusCode(404);
        given().port(managementPort).get("/metrics").then().body(not(containsString("fault_active")));
    }

    @Test
    void has_no_meters_of_error_tracking_without_a_DSN() {
        given().port(managementPort).get("/metrics").then().body(not(containsString("sentry_events_dropped")));
    }
}
