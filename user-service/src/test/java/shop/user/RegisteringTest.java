package shop.user;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static shop.user.Visitor.aVisitor;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class RegisteringTest {

    private final Visitor visitor = aVisitor();

    @Test
    void creates_a_user() {
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

    /** {@code é} and {@code e} with a combining accent are one character. */
    @Test
    void is_refused_for_an_address_that_is_taken_in_another_encoding() {
        var composed = new Visitor("\u00E9" + visitor.email(), visitor.password());
        var decomposed = new Visitor("e\u0301" + visitor.email(), visitor.password());
        decomposed.registers().statusCode(201).body("email", is(composed.email()));

        composed.registers().statusCode(409);
        decomposed.registers().statusCode(409);

        composed.logsIn().statusCode(200);
        decomposed.logsIn().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@\u3002",
                "a@b\u3002c",
                "a@b\uFF0Ec",
                "a@\uFF61",
                "a@\u3002.",
                "a@b\u200B.c",
                "a\u200B@b.c",
                "a\u00A0b@c.d",
                "a\u3000b@c.d",
                "a b@c.d",
                "a@.",
                "a@b..c",
                "a@@b"
            })
    void is_refused_for_an_invalid_address(String email) {
        registers(email, "Vera", visitor.password()).statusCode(400).body("violations.field", contains("email"));
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

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u2003", "\u00A0\u0085", "\uFEFF", "\u200B", "\u2060", "\u3164", "\uFE0F"})
    void is_refused_with_a_blank_name(String name) {
        registers(visitor.email(), name, visitor.password())
                .statusCode(400)
                .body("violations.field", contains("name"))
                .body("violations.message", contains("must not be blank"));
    }

    @Test
    void strips_white_space_off_the_address_and_the_name_but_not_the_password() {
        var password = "\u2003secret\u2003\u2003\u2003";

        registers("\u2003" + visitor.email() + "\uFEFF", "\u200BVera\u00A0Z\u3000", password)
                .statusCode(201)
                .body("email", is(visitor.email()))
                .body("name", is("Vera\u00A0Z"));

        new Visitor("\u00A0" + visitor.email(), password).logsIn().statusCode(200);
        new Visitor(visitor.email(), password.strip()).logsIn().statusCode(400);
    }

    @Test
    void counts_the_code_points_of_a_password() {
        registers(visitor.email(), "Vera", "😀".repeat(5))
                .statusCode(400)
                .body("violations.field", contains("password"));
        registers(visitor.email(), "Vera", "😀".repeat(129))
                .statusCode(400)
                .body("violations.field", contains("password"));
        registers(visitor.email(), "Vera", "😀".repeat(10)).statusCode(201);
    }

    @Test
    void distinguishes_passwords_of_128_emoji_by_their_last_one() {
        var longest = new Visitor(visitor.email(), "😀".repeat(128));
        longest.hasRegistered();

        longest.logsInWith("😀".repeat(127) + "😁").statusCode(400);
        longest.logsIn().statusCode(200);
    }

    @Test
    void counts_the_code_points_of_a_name() {
        registers(visitor.email(), "😀".repeat(101), visitor.password())
                .statusCode(400)
                .body("violations.field", contains("name"));
        registers(visitor.email(), "😀".repeat(100), visitor.password())
                .statusCode(201)
                .body("name", is("😀".repeat(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00 x", "\\ude00\\ud83d"})
    void is_refused_with_text_that_cannot_be_stored(String text) {
        for (var field : List.of("email", "name", "password")) {
            var valid = Map.of("email", visitor.email(), "name", "Vera", "password", visitor.password());
            var body = valid.entrySet().stream()
                    .map(entry -> "\"%s\": \"%s\""
                            .formatted(
                                    entry.getKey(),
                                    entry.getValue() + (entry.getKey().equals(field) ? text : "")))
                    .collect(joining(", ", "{", "}"));

            given().contentType(ContentType.JSON)
                    .body(body)
                    .post("/users")
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains(field))
                    .body("violations.message", contains("must not contain U+0000 or an unpaired surrogate"));
        }
    }

    private static ValidatableResponse registers(String email, String name, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "name", name, "password", password))
                .post("/users")
                .then();
    }
}
