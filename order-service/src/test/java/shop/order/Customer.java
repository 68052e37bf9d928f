package shop.order;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import shop.backends.quarkus.TestTokens;

/** A customer with a token. */
record Customer(UUID id) {

    static Customer aCustomer() {
        return new Customer(UUID.randomUUID());
    }

    RequestSpecification request() {
        return given().auth().oauth2(TestTokens.customer(id)).contentType(ContentType.JSON);
    }

    ValidatableResponse orders(String productId, int quantity) {
        return request()
                .body("""
                        {"type": "standard", "lines": [
                          {"productId": "%s", "quantity": %d}
                        ]}""".formatted(productId, quantity))
                .post("/orders")
                .then();
    }

    /** @return the id of a confirmed order */
    String hasOrdered(String productId, int quantity) {
        return orders(productId, quantity).statusCode(201).extract().path("id");
    }
}
