package shop.inventory;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.notNullValue;
import static shop.inventory.Shop.asCustomer;
import static shop.inventory.Shop.asOperator;
import static shop.inventory.Shop.line;
import static shop.inventory.Shop.product;
import static shop.inventory.Shop.reserve;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.backends.quarkus.TestTokens;

@ServiceTest
class ProductsTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    InventoryMetrics metrics;

    @Inject
    SessionFactory sessions;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /products                   | GET, HEAD, OPTIONS, POST
            /products/                  | GET, HEAD, OPTIONS, POST
            /products/kettle            | GET, HEAD, OPTIONS, PUT
            /products/kettle/restocks   | OPTIONS, POST""")
    void have_methods_that_OPTIONS_and_a_405_list_alike(String path, String methods) {
        given().options(path).then().statusCode(200).header("Allow", methods);
        given().delete(path).then().statusCode(405).header("Allow", methods);
    }

    @Test
    void have_no_methods_at_an_unknown_path() {
        given().options("/products/kettle/restocks/1")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:not-found"));
    }

    @Test
    void are_public() {
        var kettle = product("19.90", 5);

        given().get("/products/{id}", kettle)
                .then()
                .statusCode(200)
                .header("X-Trace-Id", matchesRegex("[0-9a-f]{32}"))
                .body("id", is(kettle))
                .body("name", is("Kettle"))
                .body("price", is(19.90f))
                .body("currency", is("EUR"))
                .body("available", is(5));
    }

    @Test
    void show_stock_at_most_a_second_late() {
        var kettle = product("19.90", 5);
        given().get("/products/{id}", kettle).then().body("available", is(5));

        reserve(UUID.randomUUID(), line(kettle, 2)).statusCode(201);

        var reserved = System.nanoTime();
        await().until(() -> {
            var asked = Duration.ofNanos(System.nanoTime() - reserved);
            int available = given().get("/products/{id}", kettle).path("available");
            assertThat(available).isIn(5, 3);
            if (available == 5) {
                assertThat(asked).isLessThan(Duration.ofSeconds(1));
            }
            return available == 3;
        });
    }

    @Test
    void show_a_change_at_once() {
        var kettle = product("19.90", 5);
        given().get("/products/{id}", kettle);

        asOperator()
                .body("{\"name\": \"Big kettle\", \"price\": 25}")
                .put("/products/{id}", kettle)
                .then()
                .statusCode(200);
        asOperator()
                .body("{\"quantity\": 7}")
                .post("/products/{id}/restocks", kettle)
                .then()
                .body("available", is(12));

        given().get("/products/{id}", kettle)
                .then()
                .body("name", is("Big kettle"))
                .body("price", is(25.0f))
                .body("available", is(12));
    }

    @Test
    void are_found_by_part_of_their_name() {
        var kettle = product("19.90", 5);

        given().queryParam("query", kettle.toUpperCase())
                .get("/products")
                .then()
                .statusCode(200)
                .body("items.id", contains(kettle))
                .body("page", is(0))
                .body("size", is(20))
                .body("total", is(1));
    }

    @ParameterizedTest
    @CsvSource({
        "ΣΊΣΥΦΟΣ, ΣΊΣ",
        "Σίσυφος, ΣΊΣΥΦΟΣ",
        "Σίσυφος, σίσ",
        "Σίσυφος, σίς",
        "İstanbul, İSTANBUL",
        "İstanbul, i\u0307stanbul",
        "Straße, STRASSE",
        "STRASSE, straße",
        "Café, CAFE\u0301",
        "Cafe\u0301, CAFÉ",
        "Åse, a\u030Ase",
        "Ḍ̇, d\u0307\u0323",
        "100 %, 0 %",
        "a_b\\c, A_B\\C",
        "Čaj, \u2003čaj\uFEFF"
    })
    void are_found_whatever_the_case_and_the_composition_of_their_name(String name, String query) {
        var id = named(name);

        assertThat(found(query)).contains(id);
    }

    @Test
    void are_not_found_by_the_wildcards_of_SQL() {
        var id = named("abc");

        assertThat(found("a_c")).doesNotContain(id);
        assertThat(found("a%c")).doesNotContain(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.990", "1.99", "1.9900000", "199e-2", "0.0199E2"})
    void have_a_price_with_trailing_zeros_removed(String price) {
        var id = product(price, 1);

        given().get("/products/{id}", id).then().body("price", is(1.99f));
        asOperator()
                .body("{\"name\": \"X\", \"price\": %s}".formatted(price))
                .put("/products/{id}", id)
                .then()
                .statusCode(200)
                .body("price", is(1.99f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.995",
                "1e10",
                "10000000000",
                "1e1000000000",
                "1e-1000000000",
                "1e2147483647",
                "1e2147483648",
                "100e2147483647",
                "1e-2147483648",
                "1e99999999999"
            })
    void are_refused_with_a_price_of_more_digits(String price) {
        asOperator()
                .body("{\"id\": \"p-x\", \"name\": \"X\", \"price\": %s, \"stock\": 1}".formatted(price))
                .post("/products")
                .then()
                .statusCode(400);
    }

    @Test
    void are_refused_where_Jackson_gives_up_reading() {
        for (var body : List.of(
                "{\"price\": " + "1".repeat(1_001) + "}",
                "{\"price\": 1." + "0".repeat(1_001) + "}",
                "{\"stock\": " + "1".repeat(1_001) + "}",
                "{\"" + "n".repeat(60_000) + "\": 1}",
                "{\"name\": " + "[".repeat(30_000))) {
            asOperator().body(body).post("/products").then().statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u2003", "\u00A0", "\u0085", "\uFEFF", "\u200B", "\u2060", "\u3164"})
    void are_refused_with_a_blank_name(String name) {
        var kettle = product("19.90", 5);

        asOperator()
                .body(Map.of("id", "p-" + UUID.randomUUID(), "name", name, "price", 1, "stock", 1))
                .post("/products")
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
        asOperator()
                .body(Map.of("name", name, "price", 1))
                .put("/products/{id}", kettle)
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
    }

    @Test
    void have_a_name_without_white_space_around_it() {
        var id = named("\u2003\uFEFFBig\u00A0kettle\u200B\u0085");

        given().get("/products/{id}", id).then().body("name", is("Big\u00A0kettle"));
    }

    @Test
    void have_a_name_of_at_most_200_code_points() {
        var id = named("😀".repeat(200));

        given().get("/products/{id}", id).then().body("name", is("😀".repeat(200)));
        asOperator()
                .body(Map.of("name", "😀".repeat(201), "price", 1))
                .put("/products/{id}", id)
                .then()
                .statusCode(400)
                .body("violations.field", contains("name"));
        given().queryParam("query", "😀".repeat(100)).get("/products").then().statusCode(200);
        given().queryParam("query", "😀".repeat(101))
                .get("/products")
                .then()
                .statusCode(400)
                .body("violations.field", contains("query"));
    }

    private static String named(String name) {
        var id = "p-" + UUID.randomUUID();
        asOperator()
                .body(Map.of("id", id, "name", name, "price", 1, "stock", 1))
                .post("/products")
                .then()
                .statusCode(201);
        return id;
    }

    private static List<String> found(String query) {
        return given().queryParam("query", query)
                .queryParam("size", 100)
                .get("/products")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @Test
    void have_unique_ids() {
        var kettle = product("19.90", 5);

        asOperator()
                .body("{\"id\": \"%s\", \"name\": \"Twin\", \"price\": 1, \"stock\": 1}".formatted(kettle))
                .post("/products")
                .then()
                .statusCode(409)
                .body("type", is("urn:shop:problem:product-exists"));
    }

    @Test
    void are_created_by_operators_only() {
        var body = "{\"id\": \"x\", \"name\": \"X\", \"price\": 1, \"stock\": 1}";

        asCustomer().body(body).post("/products").then().statusCode(403).body("type", is("urn:shop:problem:forbidden"));
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/products")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer"))
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:unauthenticated"));
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(TestTokens.expired())
                .body(body)
                .post("/products")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer error=\"invalid_token\""));
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2("junk")
                .body(body)
                .post("/products")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", is("Bearer error=\"invalid_token\""));
    }

    /** RFC 9110, section 11.4. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER    %s", " Bearer  %s "})
    void are_changed_with_a_token_behind_a_scheme_of_any_case_and_any_number_of_spaces(String credentials) {
        assertThat(authorized(credentials)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer%s", "Bearer\t%s", "Bearer %s,", "Bearer %s.", "Bearer \"%s\"", "Basic %s"})
    void are_not_changed_with_other_credentials(String credentials) {
        assertThat(authorized(credentials)).isEqualTo(401);
    }

    private static int authorized(String credentials) {
        return given().header("Authorization", credentials.formatted(TestTokens.operator()))
                .contentType(ContentType.JSON)
                .body("{\"name\": \"Kettle\", \"price\": 5}")
                .put("/products/" + product("5.00", 1))
                .statusCode();
    }

    @Test
    void are_readable_with_an_invalid_token() {
        given().auth().oauth2("junk").get("/products").then().statusCode(200);
    }

    @Test
    void need_a_valid_id_name_and_price() {
        asOperator()
                .body("{\"id\": \"Kettle!\", \"name\": \" \", \"price\": -1, \"stock\": 1}")
                .post("/products")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:invalid-request"))
                .body("instance", is("/products"))
                .body("traceId", notNullValue())
                .body("violations.field", contains("id", "name", "price"));
    }

    @Test
    void are_refused_with_unknown_fields() {
        asOperator()
                .body("{\"id\": \"x\", \"name\": \"X\", \"price\": 1, \"stock\": 1, \"colour\": \"red\"}")
                .post("/products")
                .then()
                .statusCode(400)
                .body("violations.field", contains("colour"));
    }

    @Test
    void are_refused_unless_they_are_valid_JSON() {
        asOperator().body("{\"id\": ").post("/products").then().statusCode(400).body("title", is("Invalid request"));
        asOperator().body("").post("/products").then().statusCode(400);
        asOperator().body("[]").post("/products").then().statusCode(400);
        asOperator()
                .contentType("text/plain")
                .body("x")
                .post("/products")
                .then()
                .statusCode(415);
        asOperator()
                .body("x".repeat(70_000))
                .post("/products")
                .then()
                .statusCode(413)
                .body("status", is(413));
    }

    @Test
    void are_refused_when_they_are_too_large_even_if_chunked() throws Exception {
        var chunked = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/products"))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + TestTokens.operator())
                .header("Content-Type", "application/json");
        var small = "{\"id\": \"p-%s\", \"name\": \"X\", \"price\": 1, \"stock\": 1}".formatted(UUID.randomUUID());

        try (var client = HttpClient.newHttpClient()) {
            var refused =
                    client.send(chunked.POST(unknownLength(" ".repeat(70_000))).build(), BodyHandlers.ofString());
            var taken = client.send(chunked.POST(unknownLength(small)).build(), BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(taken.statusCode()).isEqualTo(201);
        }
    }

    @Test
    void are_refused_with_a_wrong_JSON_type() {
        var valid = Map.<String, Object>of("id", "x", "name", "X", "price", 1, "stock", 1);
        for (var wrong : List.of(
                Map.entry("name", 5), Map.entry("price", "1"), Map.entry("stock", 1.5), Map.entry("stock", "1"))) {
            var product = new HashMap<>(valid);
            product.put(wrong.getKey(), wrong.getValue());

            asOperator()
                    .body(product)
                    .post("/products")
                    .then()
                    .statusCode(400)
                    .body("violations.field", contains(wrong.getKey()));
        }
    }

    private static BodyPublisher unknownLength(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void need_a_valid_page() {
        given().queryParam("page", "-1")
                .get("/products")
                .then()
                .statusCode(400)
                .body("violations.field", contains("page"));
        given().queryParam("size", "abc")
                .get("/products")
                .then()
                .statusCode(400)
                .body("violations.field", contains("size"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            page=,                        page
            page,                         page
            page=%20,                     page
            page=%201,                    page
            page=1&page=1,                page
            size=,                        size
            size=1&size=2,                size
            size=&size=2,                 size
            query=a&query=b,              query
            query=&query=,                query
            unknown=1&unknown=2,          unknown""")
    void need_parameters_that_are_valid_and_given_once(String query, String field) {
        given().urlEncodingEnabled(false)
                .get("/products?" + query)
                .then()
                .statusCode(400)
                .body("violations.field", contains(field));
    }

    @Test
    void are_all_found_by_a_blank_term() {
        var total = given().get("/products").<Integer>path("total");

        for (var query : List.of("query=", "query", "query=%20", "unknown=", "unknown")) {
            given().urlEncodingEnabled(false).get("/products?" + query).then().body("total", is(total));
        }
    }

    @Test
    void ignore_parameters_of_other_names() {
        var total = given().get("/products").<Integer>path("total");

        for (var query : List.of("PAGE=x", "Size=0&size=1", "unknown=0;size=x", "QUERY=" + UUID.randomUUID())) {
            given().urlEncodingEnabled(false).get("/products?" + query).then().body("total", is(total));
        }
    }

    @Test
    void are_listed_by_a_parameter_behind_many_others() {
        var unknown = IntStream.range(36, 1_200)
                .mapToObj(i -> Integer.toString(i, 36))
                .collect(joining("&"));

        given().urlEncodingEnabled(false)
                .get("/products?" + unknown + "&size=7")
                .then()
                .body("size", is(7));
    }

    @Test
    void are_not_found_on_unknown_paths() {
        given().get("/products/nothing").then().statusCode(404).body("type", is("urn:shop:problem:not-found"));
        given().get("/nowhere")
                .then()
                .statusCode(404)
                .body("instance", is("/nowhere"))
                .body("traceId", notNullValue());
        given().delete("/products").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void are_not_found_by_clients_without_a_Host_header() throws Exception {
        try (var connection = new Socket("localhost", RestAssured.port)) {
            connection.getOutputStream().write("GET /nowhere HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(connection.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .contains(" 404 Not Found", "X-Trace-Id: ", "\"instance\":\"/nowhere\"");
        }
    }

    @Test
    void leave_no_active_request_when_a_client_hangs_up() throws Exception {
        try (var connection = new Socket("localhost", RestAssured.port)) {
            var head =
                    "POST /products HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + TestTokens.operator() + "\r\nContent-Length: 100\r\n\r\n{";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(5)).until(() -> metrics().contains("active_connections 1.0"));
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> metrics().contains("active_connections 0.0"));
    }

    @Test
    void are_not_loaded_for_the_metric_of_their_stock() {
        product("19.90", 5);
        var statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            metrics.refresh();

            assertThat(statistics.getEntityLoadCount()).isZero();
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private String metrics() {
        return given().port(managementPort).get("/metrics").asString();
    }

    @Test
    void have_metrics_of_stock_and_requests() {
        var kettle = product("19.90", 5);
        given().get("/products/{id}", kettle);
        given().get("/nowhere/" + kettle);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> given().port(managementPort)
                        .get("/metrics")
                        .then()
                        .statusCode(200)
                        .body(containsString("inventory_level{product_id=\"%s\"} 5.0".formatted(kettle)))
                        .body(containsString(
                                "http_requests_total{endpoint=\"/products/{id}\",method=\"GET\",status_code=\"200\"}"))
                        .body(containsString(
                                "http_requests_total{endpoint=\"unmatched\",method=\"GET\",status_code=\"404\"}"))
                        .body(containsString("http_request_duration_seconds_bucket{endpoint=\"/products\","
                                + "method=\"POST\",le=\"0.005\"}"))
                        .body(containsString("active_connections 0.0"))
                        .body(containsString("cache_misses_total{cache_name=\"products\"}")));
        given().get("/metrics").then().statusCode(404);
        given().get("/q/health/ready").then().statusCode(404);
        given().port(managementPort).get("/q/health/ready").then().statusCode(200);
    }
}
