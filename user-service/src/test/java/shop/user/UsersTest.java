package shop.user;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static shop.user.Visitor.OPERATOR;
import static shop.user.Visitor.aVisitor;

import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class UsersTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final Visitor visitor = aVisitor();

    @Test
    void are_readable_by_their_owner_operators_and_services() {
        var id = visitor.hasRegistered();

        visitor.request().get("/users/{id}", id).then().statusCode(200).body("email", is(visitor.email()));
        OPERATOR.request().get("/users/{id}", id).then().statusCode(200);
        asService(id);
        given().get("/users/{id}", id).then().statusCode(401);
    }

    @Test
    void are_not_readable_by_other_customers() {
        var id = visitor.hasRegistered();
        var stranger = aVisitor();
        stranger.hasRegistered();

        stranger.request().get("/users/{id}", id).then().statusCode(403);
        stranger.request().get("/users").then().statusCode(403);
    }

    @Test
    void are_found_by_operators_by_e_mail_address() {
        var id = visitor.hasRegistered();

        OPERATOR.request()
                .queryParam("email", visitor.email().toUpperCase())
                .get("/users")
                .then()
                .body("items.id", contains(id));
    }

    @Test
    void are_read_from_the_cache_the_second_time() {
        var id = visitor.hasRegistered();
        asService(id);
        var before = hits();

        asService(id);

        assertThat(hits()).isEqualTo(before + 1);
    }

    @Test
    void are_suspended_by_operators_immediately() {
        var id = visitor.hasRegistered();
        asService(id);

        OPERATOR.request()
                .body("{\"status\": \"SUSPENDED\"}")
                .patch("/users/{id}", id)
                .then()
                .statusCode(200)
                .body("status", is("SUSPENDED"));

        OPERATOR.request().get("/users/{id}", id).then().body("status", is("SUSPENDED"));
    }

    @Test
    void are_renamed_by_their_owner_who_cannot_lift_a_suspension() {
        var id = visitor.hasRegistered();

        visitor.request()
                .body("{\"name\": \"Vera Two\"}")
                .patch("/users/{id}", id)
                .then()
                .body("name", is("Vera Two"));
        visitor.request()
                .body("{\"status\": \"ACTIVE\"}")
                .patch("/users/{id}", id)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u2003", "\u00A0", "\uFEFF", "\u200B", "\u2060"})
    void are_not_renamed_to_a_blank_name(String name) {
        var id = visitor.hasRegistered();

        visitor.request()
                .body(Map.of("name", name))
                .patch("/users/{id}", id)
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));

        visitor.request().get("/users/{id}", id).then().body("name", is("Vera"));
    }

    @Test
    void are_renamed_without_white_space_around_the_name() {
        var id = visitor.hasRegistered();

        visitor.request()
                .body(Map.of("name", "\u2003\uFEFFVera Two\u200B"))
                .patch("/users/{id}", id)
                .then()
                .body("name", is("Vera Two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GONE", "suspended", "SUSPENDED\n", " SUSPENDED"})
    void have_a_status_that_a_refusal_lists(String status) {
        OPERATOR.request()
                .body(Map.of("status", status))
                .patch("/users/{id}", visitor.hasRegistered())
                .then()
                .statusCode(400)
                .body("violations.message", contains("must be one of ACTIVE, SUSPENDED"));
    }

    @Test
    void are_found_by_an_address_with_white_space_around_it() {
        var id = visitor.hasRegistered();

        OPERATOR.request()
                .queryParam("email", "\u2003" + visitor.email() + "\uFEFF")
                .get("/users")
                .then()
                .body("items.id", contains(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"email=", "email", "email=%20", "email=a@b.c&email=a@b.c"})
    void are_not_listed_by_an_invalid_address(String query) {
        OPERATOR.request()
                .urlEncodingEnabled(false)
                .get("/users?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", contains("email"));
    }

    private static void asService(String id) {
        var token =
                LoggingInTest.asClient("order-service", "order-service-secret").<String>path("access_token");
        given().auth().oauth2(token).get("/users/{id}", id).then().statusCode(200);
    }

    private double hits() {
        var metrics = given().port(managementPort).get("/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("cache_hits_total{cache_name=\"users\"}"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }
}
