package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static shop.inventory.Shop.asOperator;
import static shop.inventory.Shop.product;

import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that PostgreSQL cannot store is refused in one INFO line; a refusal of PostgreSQL would add its warnings. */
@ServiceTest
class UnstorableTextTest {

    private static final String MUST = "must not contain U+0000 or an unpaired surrogate";

    private final Records records = new Records();

    @BeforeEach
    void listen() {
        LogManager.getLogManager().getLogger("").addHandler(records);
    }

    @AfterEach
    void stopListening() {
        LogManager.getLogManager().getLogger("").removeHandler(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "\\ude00\\ud83d", "a\\ud83d b"})
    void in_a_field_names_it(String text) {
        refused(asOperator()
                        .body("{\"id\": \"x\", \"name\": \"%s\", \"price\": 1, \"stock\": 1}".formatted(text))
                        .post("/products")
                        .then())
                .body("violations.field", contains("name"))
                .body("violations.message", contains(MUST));
    }

    @Test
    void in_the_field_of_a_line_names_it() {
        refused(Shop.asService()
                        .body("{\"orderId\": \"00000000-0000-7000-8000-000000000001\", "
                                + "\"lines\": [{\"productId\": \"\\ud800\", \"quantity\": 1}]}")
                        .post("/reservations")
                        .then())
                .body("violations.field", contains("lines.0.productId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eda080", "edb080", "ff", "c080"})
    void in_raw_bytes_is_refused(String bytes) throws IOException {
        var body = new ByteArrayOutputStream();
        body.write("{\"id\": \"x\", \"price\": 1, \"stock\": 1, \"name\": \"".getBytes(StandardCharsets.UTF_8));
        body.write(HexFormat.of().parseHex(bytes));
        body.write("\"}".getBytes(StandardCharsets.UTF_8));

        refused(asOperator().body(body.toByteArray()).post("/products").then());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\u0000"})
    void in_the_name_of_a_field_is_refused(String name) {
        refused(asOperator()
                        .body("{\"%s\": 1}".formatted(name))
                        .post("/products")
                        .then())
                .body("violations", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "/products?query=%00, query",
        "/products?query=a%00b&page=0, query",
        "/products?query=%ED%A0%80, query",
        "/products?query=%FF, query",
        "/products?query=%C0%80, query",
        "/products?page=%00, page",
        "/products?unknown=%00, unknown",
        "/products?%00=1, %00",
        "/products/%00, id",
        "/products/a%ED%A0%80, id",
        "/products/%FF, id"
    })
    void in_a_query_or_path_parameter_names_it(String path, String field) {
        refused(given().urlEncodingEnabled(false).get(path).then())
                .body("violations.field", contains(field))
                .body("violations.message", contains("must be UTF-8 without U+0000"));
    }

    @Test
    void is_no_text_with_other_unusual_characters() {
        var id = product("19.90", 5);

        asOperator()
                .body("{\"name\": \"\\ud83d\\ude00 \\u0001 \\ufffe\", \"price\": 1}")
                .put("/products/{id}", id)
                .then()
                .statusCode(200)
                .body("name", is("😀 \u0001 \uFFFE"));
    }

    private ValidatableResponse refused(ValidatableResponse answer) {
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:invalid-request"));
        assertThat(records.lines).containsExactly("INFO 400 invalid-request");
        return answer;
    }

    private static final class Records extends Handler {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                assertThat(line.getThrown()).isNull();
                lines.add(line.getLevel() + " " + line.getMessage().formatted(line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
