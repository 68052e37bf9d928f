package shop.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static shop.user.Visitor.aVisitor;

import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

@ServiceTest
class RegisteringTest {

    private final Visitor visitor = aVisitor();

    @Test
    void creates_an_account() {
        var answer = visitor.registers();

        var id = answer.statusCode(201)
                .header("X-Trace-Id", matchesRegex("[0-9a-f]{32}"))
                .body("email", is(visitor.email()))
                .body("name", is("Vera"))
                .body("status", is("ACTIVE"))
                .body("createdAt", notNullValue())
                .body("keySet()", not(hasItem("password")))
                .extract()
                .<String>path("id");
        answer.header("Location", containsString("/users/" + id));
    }

    @Test
    void is_refused_for_an_e_mail_address_that_is_taken() {
        visitor.hasRegistered();

        new Visitor(visitor.email().toUpperCase(), "another password")
                .registers()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:email-taken"));
    }

    @Test
    void needs_an_address_a_name_and_a_long_password() {
        given().contentType(ContentType.JSON)
                .body("{\"email\": \"nobody\", \"name\": \"\", \"password\": \"short\"}")
                .post("/users")
                .then()
                .statusCode(400)
                .body("violations.field", contains("email", "name", "password"));
    }
}
