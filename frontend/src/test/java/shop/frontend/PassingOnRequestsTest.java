package shop.frontend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FrontendTest
class PassingOnRequestsTest {

    private static final String ORDER = "{\"type\": \"standard\", \"lines\": []}";

    StubShop shop;

    @BeforeEach
    void reset() {
        shop.reset();
    }

    @Test
    void requests_and_responses_are_passed_on_as_they_are() {
        shop.reply(
                "POST /orders",
                201,
                Map.of("Content-Type", "application/json", "Location", "/orders/1"),
                "{\"id\": \"1\"}");

        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer own")
                .header("Idempotency-Key", "key")
                .contentType("application/json")
                .body(ORDER)
                .post("/orders?a=%20b")
                .then()
                .statusCode(201)
                .header("Location", "/orders/1")
                .body("id", is("1"));

        assertThat(shop.received("POST /orders")).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo(ORDER);
            assertThat(request.query()).isEqualTo("a=%20b");
            assertThat(request.header("Authorization")).isEqualTo("Bearer own");
            assertThat(request.header("Idempotency-Key")).isEqualTo("key");
        });
    }

    @Test
    void a_session_becomes_an_access_token_and_its_cookie_stays_here() {
        shop.reply("GET /orders", 200, "{}");

        Browser.customer()
                .cookie("operator", StubShop.OPERATOR)
                .get("/orders")
                .then()
                .statusCode(200);

        assertThat(shop.received("GET /orders")).singleElement().satisfies(request -> {
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + StubShop.CUSTOMER);
            assertThat(request.header("Cookie")).isNull();
        });
    }

    @Test
    void an_operator_without_a_customer_acts_as_operator() {
        shop.reply("GET /users", 200, "{}");

        Browser.operator().get("/users").then().statusCode(200);

        assertThat(shop.received("GET /users").getFirst().header("Authorization"))
                .isEqualTo("Bearer " + StubShop.OPERATOR);
    }

    @Test
    void a_token_of_the_request_goes_before_the_session() {
        shop.reply("GET /orders", 200, "{}");

        Browser.customer()
                .header("Authorization", "Bearer own")
                .get("/orders")
                .then()
                .statusCode(200);

        assertThat(shop.received("GET /orders").getFirst().header("Authorization"))
                .isEqualTo("Bearer own");
    }

    @Test
    void clients_authenticate_at_the_token_endpoint_by_themselves() {
        shop.issue("token");

        Browser.customer()
                .contentType("application/x-www-form-urlencoded")
                .body("grant_type=client_credentials")
                .post("/oauth/token")
                .then()
                .statusCode(200);

        assertThat(shop.received("POST /oauth/token")).singleElement().satisfies(request -> {
            assertThat(request.header("Authorization")).isNull();
            assertThat(request.text()).isEqualTo("grant_type=client_credentials");
        });
    }

    @Test
    void other_sites_cannot_use_a_session() {
        var site = given().cookie("customer", StubShop.CUSTOMER)
                .contentType("application/json")
                .body(ORDER);

        site.post("/orders").then().statusCode(403).body("type", is("urn:shop:problem:forbidden"));
        site.header("Sec-Fetch-Site", "cross-site").post("/orders").then().statusCode(403);
        given().cookie("customer", StubShop.CUSTOMER)
                .header("Origin", "http://elsewhere.example")
                .post("/orders")
                .then()
                .statusCode(403);

        assertThat(shop.received("POST /orders")).isEmpty();
    }

    @Test
    void browsers_without_fetch_metadata_prove_their_origin() {
        shop.reply("POST /orders", 201, "{}");

        given().cookie("customer", StubShop.CUSTOMER)
                .header("Origin", "http://shop.example:8088")
                .header("Host", "shop.example:8088")
                .contentType("application/json")
                .body(ORDER)
                .post("/orders")
                .then()
                .statusCode(201);
    }

    @Test
    void large_bodies_are_refused() {
        var body = new byte[65 * 1_024];

        given().contentType("application/json")
                .body(body)
                .post("/orders")
                .then()
                .statusCode(413);
        given().contentType("application/json")
                .body(new ByteArrayInputStream(body))
                .post("/orders")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:content-too-large"));

        assertThat(shop.received("POST /orders")).isEmpty();
    }

    @Test
    void unknown_paths_are_not_passed_on() {
        given().get("/q/health")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("X-Trace-Id", matchesPattern("[0-9a-f]{32}"))
                .body("type", is("urn:shop:problem:not-found"))
                .body("instance", is("/q/health"));
    }

    @Test
    void problems_of_a_service_are_passed_on() {
        shop.reply("GET /orders/1", 404, Map.of("Content-Type", "application/problem+json"), "{\"status\": 404}");

        given().get("/orders/1").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void a_service_that_closes_the_connection_is_unavailable() {
        shop.reply("GET /products", 0, "");

        given().get("/products")
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:dependency-unavailable"));
    }

    @Test
    void a_service_that_does_not_answer_in_time_is_unavailable() {
        shop.reply("GET /products", -1, "");

        given().get("/products").then().statusCode(503).header("Retry-After", "5");
    }

    @Test
    void headers_of_a_connection_end_there() {
        shop.reply("GET /products", 200, Map.of("Connection", "keep-alive", "X-Trace-Id", "other"), "{}");

        var response = given().header("Connection", "keep-alive")
                .header("Proxy-Authorization", "secret")
                .get("/products")
                .then()
                .statusCode(200)
                .extract();

        assertThat(response.headers().getValues("X-Trace-Id"))
                .singleElement()
                .asString()
                .hasSize(32);
        assertThat(shop.received("GET /products").getFirst().header("Proxy-Authorization"))
                .isNull();
    }
}
