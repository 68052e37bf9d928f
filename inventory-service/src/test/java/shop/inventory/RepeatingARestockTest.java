package shop.inventory;

import static io.restassured.RestAssured.given;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static shop.inventory.Shop.asOperator;
import static shop.inventory.Shop.available;
import static shop.inventory.Shop.product;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.backends.quarkus.TestTokens;
import shop.defaults.Database;
import shop.defaults.idempotency.IdempotencyKey;
import shop.defaults.idempotency.IdempotencyKeys;

/** A restock with an idempotency key happens once, however often it is sent. */
@ServiceTest
class RepeatingARestockTest {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final int CALLERS = 16;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    ProductCatalog catalog;

    @Inject
    IdempotencyKeys keys;

    @Inject
    Database database;

    @Inject
    EndedSpans spans;

    private final UUID operator = UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private String kettle;

    @BeforeEach
    void add_a_product() {
        kettle = product("19.90", 5);
    }

    @Test
    void returns_the_first_response_again() {
        var first = restocks(3).statusCode(200).header(REPLAYED, nullValue()).body("available", is(8));
        asOperator().body("{\"quantity\": 10}").post("/products/{id}/restocks", kettle);

        var again = restocks(3).statusCode(200).header(REPLAYED, is("true"));

        assertThat(again.extract().asString()).isEqualTo(first.extract().asString());
        assertThat(available(kettle)).isEqualTo(18);
    }

    @Test
    void adds_each_time_without_a_key() {
        for (var stock : List.of(8, 11)) {
            request()
                    .body("{\"quantity\": 3}")
                    .post("/products/{id}/restocks", kettle)
                    .then()
                    .statusCode(200)
                    .header(REPLAYED, nullValue())
                    .body("available", is(stock));
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void happens_once_for_many_callers_at_once() throws Exception {
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var first = 0;
            for (var call : callers.invokeAll(nCopies(CALLERS, (Callable<ValidatableResponse>) () -> restocks(3)))) {
                var response = call.get();
                if (response.extract().statusCode() == 409) {
                    response.body("type", is("urn:shop:problem:request-in-progress"));
                } else {
                    response.statusCode(200).body("available", is(8));
                    first += response.extract().header(REPLAYED) == null ? 1 : 0;
                }
            }
            assertThat(first).isEqualTo(1);
        }
        assertThat(available(kettle)).isEqualTo(8);
        restocks(3).statusCode(200).header(REPLAYED, is("true")).body("available", is(8));
    }

    @Test
    void is_refused_with_another_body_or_product() {
        var teapot = product("9.90", 5);
        restocks(3).statusCode(200);

        for (var other : List.of(restocks(kettle, key, "4"), restocks(teapot, key, "3"))) {
            other.statusCode(422)
                    .contentType("application/problem+json")
                    .header(REPLAYED, nullValue())
                    .body("type", is("urn:shop:problem:idempotency-key-reused"));
        }
        assertThat(available(kettle)).isEqualTo(8);
        assertThat(available(teapot)).isEqualTo(5);
    }

    @Test
    void has_keys_of_its_own_for_each_operator() {
        restocks(3).statusCode(200);

        asOperator()
                .header(KEY, key)
                .body("{\"quantity\": 4}")
                .post("/products/{id}/restocks", kettle)
                .then()
                .statusCode(200)
                .header(REPLAYED, nullValue())
                .body("available", is(12));
    }

    @Test
    void is_tried_again_after_a_refusal() {
        var later = "later-" + UUID.randomUUID();
        restocks(later, key, "3").statusCode(404);
        restocks(later, key, "0").statusCode(400);
        assertThat(stored()).isEmpty();

        database.update("insert into products (id, name, price, available) values (?, 'Later', 1, 0)", later);

        restocks(later, key, "3").statusCode(200).header(REPLAYED, nullValue()).body("available", is(3));
    }

    /** The process was killed before the commit. */
    @Test
    void leaves_nothing_of_a_first_request_that_was_not_committed() {
        QuarkusTransaction.begin();
        catalog.restock(kettle, 3, Optional.of(key(3)));
        QuarkusTransaction.rollback();

        restocks(3).statusCode(200).header(REPLAYED, nullValue()).body("available", is(8));
    }

    /** The process was killed after the commit, before the response was sent. */
    @Test
    void returns_the_response_of_a_first_request_that_was_committed() {
        catalog.restock(kettle, 3, Optional.of(key(3)));

        restocks(3).statusCode(200).header(REPLAYED, is("true")).body("available", is(8));

        assertThat(available(kettle)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_refused_while_the_first_request_is_running(boolean isCommitted) {
        QuarkusTransaction.begin();
        catalog.restock(kettle, 3, Optional.of(key(3)));

        restocks(3)
                .statusCode(409)
                .contentType("application/problem+json")
                .header(REPLAYED, nullValue())
                .body("type", is("urn:shop:problem:request-in-progress"));
        if (isCommitted) {
            QuarkusTransaction.commit();
        } else {
            QuarkusTransaction.rollback();
        }

        restocks(3)
                .statusCode(200)
                .header(REPLAYED, isCommitted ? is("true") : nullValue(String.class))
                .body("available", is(8));
    }

    /** The first request claims a key whose row is there, but has expired. */
    @Test
    void is_refused_while_a_new_restock_with_an_expired_key_is_running() {
        restocks(3).statusCode(200);
        database.update(
                "update idempotency_keys set created_at = now() - interval '24 hours' where owner = ?", operator);
        QuarkusTransaction.begin();
        catalog.restock(kettle, 3, Optional.of(key(3)));

        restocks(3).statusCode(409).body("type", is("urn:shop:problem:request-in-progress"));
        QuarkusTransaction.commit();

        restocks(3).statusCode(200).header(REPLAYED, is("true")).body("available", is(11));
    }

    @Test
    void is_a_new_restock_after_24_hours() {
        restocks(3).statusCode(200);
        database.update(
                "update idempotency_keys set created_at = now() - interval '24 hours' where owner = ?", operator);

        restocks(4).statusCode(200).header(REPLAYED, nullValue()).body("available", is(12));

        restocks(4).statusCode(200).header(REPLAYED, is("true"));
    }

    @Test
    void is_refused_with_an_invalid_key() {
        for (var invalid : List.of("", "k".repeat(129), "a\tb")) {
            restocks(kettle, invalid, "3")
                    .statusCode(400)
                    .body("type", is("urn:shop:problem:invalid-request"))
                    .body("violations.field", contains(KEY));
        }
        request()
                .header(KEY, key, key)
                .body("{\"quantity\": 3}")
                .post("/products/{id}/restocks", kettle)
                .then()
                .statusCode(400)
                .body("violations.field", contains(KEY));
        assertThat(available(kettle)).isEqualTo(5);
    }

    @Test
    void has_keys_that_are_deleted_once_they_have_expired() {
        restocks(3).statusCode(200);
        database.update("""
                insert into idempotency_keys (owner, key, fingerprint, created_at)
                values (?, 'expired', '', now() - interval '25 hours')""", operator);

        keys.deleteExpired();

        assertThat(stored()).containsExactly(key);
    }

    @Test
    void takes_two_more_statements_with_a_key() {
        var with = restocks(3).statusCode(200).extract().header("X-Trace-Id");
        var without = request()
                .body("{\"quantity\": 3}")
                .post("/products/{id}/restocks", kettle)
                .then()
                .statusCode(200)
                .extract()
                .header("X-Trace-Id");

        assertThat(statements(with))
                .containsExactly(
                        "INSERT idempotency_keys", "UPDATE products", "SELECT products", "UPDATE idempotency_keys");
        assertThat(statements(without)).containsExactly("UPDATE products", "SELECT products");
    }

    @Test
    void is_described_by_openapi() {
        var restock = "paths.'/products/{id}/restocks'.post.";
        given().port(managementPort)
                .accept(ContentType.JSON)
                .get("/q/openapi")
                .then()
                .body(restock + "parameters.findAll { it.in == 'header' }.name", contains(KEY))
                .body(restock + "responses.'200'.content", hasKey("application/json"))
                .body(restock + "responses.'200'.headers", hasKey(REPLAYED))
                .body(restock + "responses.'409'.description", containsString("request-in-progress"))
                .body(restock + "responses.'422'.description", containsString("idempotency-key-reused"));
    }

    private ValidatableResponse restocks(int quantity) {
        return restocks(kettle, key, String.valueOf(quantity));
    }

    private ValidatableResponse restocks(String product, String key, String quantity) {
        return request()
                .header(KEY, key)
                .body("{\"quantity\": %s}".formatted(quantity))
                .post("/products/{id}/restocks", product)
                .then();
    }

    private RequestSpecification request() {
        return given().auth().oauth2(TestTokens.operator(operator)).contentType(ContentType.JSON);
    }

    private IdempotencyKey key(long quantity) {
        var operation = "POST /products/" + kettle + "/restocks";
        return new IdempotencyKey(operator, key, keys.fingerprint(operation, new ProductResource.Restock(quantity)));
    }

    /** The statements of a trace, in the order in which they ended. */
    private List<String> statements(String trace) {
        await().until(() -> spans.of(trace).stream().anyMatch(span -> span.getKind() == SpanKind.SERVER));
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .map(SpanData::getName)
                .filter(name -> !name.equals("DEL"))
                .toList();
    }

    private List<String> stored() {
        return database.query("select key from idempotency_keys where owner = ?", row -> row.getString(1), operator);
    }
}
