package shop.user;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** A person with an e-mail address and a password. */
record Visitor(String email, String password) {

    static final Visitor OPERATOR = new Visitor("operator@shop.example", "operator-password");

    static Visitor aVisitor() {
        return new Visitor("v-" + UUID.randomUUID() + "@shop.example", "a good password");
    }

    ValidatableResponse registers() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "name", "Vera", "password", password))
                .post("/users")
                .then();
    }

    /** @return the id of the user */
    String hasRegistered() {
        return registers().statusCode(201).extract().path("id");
    }

    ValidatableResponse logsIn() {
        return logsInWith(password);
    }

    ValidatableResponse logsInWith(String somePassword) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("grant_type", "password")
                .formParam("username", email)
                .formParam("password", somePassword)
                .post("/oauth/token")
                .then();
    }

    RequestSpecification request() {
        var token = logsIn().statusCode(200).extract().<String>path("access_token");
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
