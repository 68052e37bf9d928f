package shop.inventory;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.backends.quarkus.TestTokens;

/** Requests of operators, services and customers, for tests. */
final class Shop {

    record Line(String productId, int quantity) {}

    private Shop() {}

    static RequestSpecification asOperator() {
        return given().auth().oauth2(TestTokens.operator()).contentType(ContentType.JSON);
    }

    static RequestSpecification asService() {
        return given().auth().oauth2(TestTokens.service()).contentType(ContentType.JSON);
    }

    static RequestSpecification asCustomer() {
        return given().auth().oauth2(TestTokens.customer(UUID.randomUUID())).contentType(ContentType.JSON);
    }

    /** @return the id of a new product */
    static String product(String price, int stock) {
        return product("p-", price, stock);
    }

    /** @return the id of a new product, starting with the prefix */
    static String product(String prefix, String price, int stock) {
        var id = prefix + UUID.randomUUID();
        asOperator()
                .body("{\"id\": \"%s\", \"name\": \"Kettle\", \"price\": %s, \"stock\": %d}"
                        .formatted(id, price, stock))
                .post("/products")
                .then()
                .statusCode(201);
        return id;
    }

    static Line line(String productId, int quantity) {
        return new Line(productId, quantity);
    }

    static ValidatableResponse reserve(UUID orderId, Line... lines) {
        return asService()
                .body(Map.of("orderId", orderId, "lines", List.of(lines)))
                .post("/reservations")
                .then();
    }

    /** The stock in the database, without the cache. */
    static int available(String productId) {
        return given().queryParam("query", productId)
                .get("/products")
                .jsonPath()
                .getInt("items[0].available");
    }
}
