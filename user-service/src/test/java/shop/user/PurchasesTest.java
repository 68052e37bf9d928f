package shop.user;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static shop.user.Visitor.OPERATOR;
import static shop.user.Visitor.aVisitor;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.defaults.Database;
import shop.defaults.events.Event;
import shop.defaults.events.EventPublisher;

/** What users have bought, as the stream {@code orders} reports it. */
@ServiceTest
class PurchasesTest {

    private static final Instant MONDAY = Instant.parse("2026-11-30T10:00:00.123456Z");
    private static final Instant TUESDAY = Instant.parse("2026-12-01T10:00:00Z");

    @Inject
    EventPublisher events;

    @Inject
    Database database;

    @Inject
    RedisDataSource redis;

    @Inject
    PurchaseRepository purchases;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final Visitor visitor = aVisitor();
    private String id;

    @BeforeEach
    void register() {
        id = visitor.hasRegistered();
    }

    @Test
    void of_a_new_user_are_none() {
        var answer = visitor.request().get("/users/{id}/purchases", id).then().statusCode(200);

        assertThat(answer.extract().asString())
                .isEqualTo("{\"userId\":\"%s\",\"orders\":0,\"spent\":0.00,\"currency\":\"EUR\"}".formatted(id));
    }

    @Test
    void are_the_confirmed_orders() {
        send("OrderConfirmed", UUID.randomUUID(), "39.80", TUESDAY);
        send("OrderConfirmed", UUID.randomUUID(), "1234567890123.45", MONDAY);

        await().until(() -> read().getInt("orders") == 2);

        var expected = "{\"userId\":\"%s\",\"orders\":2,\"spent\":1234567890163.25,\"currency\":\"EUR\"";
        assertThat(visitor.request().get("/users/{id}/purchases", id).asString())
                .isEqualTo((expected + ",\"lastOrderAt\":\"%s\"}").formatted(id, TUESDAY));
    }

    @Test
    void count_an_order_once_however_often_it_is_confirmed() {
        var order = UUID.randomUUID();
        for (var time = 0; time < 5; time++) {
            send("OrderConfirmed", order, "39.80", MONDAY);
        }
        send("OrderConfirmed", UUID.randomUUID(), "10.00", MONDAY);

        await().until(() -> read().getInt("orders") == 2);

        assertThat(read().getDouble("spent")).isEqualTo(49.80);
    }

    @Test
    void do_not_include_a_cancelled_order() {
        var order = UUID.randomUUID();
        send("OrderConfirmed", order, "39.80", TUESDAY);
        send("OrderConfirmed", UUID.randomUUID(), "10.00", MONDAY);
        await().until(() -> read().getInt("orders") == 2);

        send("OrderCancelled", order, "39.80", TUESDAY);

        await().until(() -> read().getInt("orders") == 1);
        assertThat(read().getDouble("spent")).isEqualTo(10.00);
        assertThat(read().getString("lastOrderAt")).isEqualTo(MONDAY.toString());
    }

    @Test
    void do_not_include_an_order_that_is_cancelled_before_it_is_confirmed() {
        var order = UUID.randomUUID();
        send("OrderCancelled", order, "39.80", MONDAY);
        send("OrderConfirmed", order, "39.80", MONDAY);
        send("OrderCancelled", order, "39.80", MONDAY);
        send("OrderConfirmed", UUID.randomUUID(), "10.00", MONDAY);

        await().until(() -> read().getInt("orders") == 1);

        assertThat(read().getDouble("spent")).isEqualTo(10.00);
    }

    @Test
    void do_not_include_an_order_of_whose_cancellation_only_the_id_is_known() {
        var order = UUID.randomUUID();
        var duplicates = processed("OrderCancelled", "duplicate");
        var data = "{\"orderId\": \"%s\"}".formatted(order);
        publish("OrderCancelled", MONDAY, data);
        send("OrderConfirmed", order, "39.80", MONDAY);
        publish("OrderCancelled", MONDAY, data);

        await().until(() -> processed("OrderCancelled", "duplicate") == duplicates + 1);

        assertThat(read().getInt("orders")).isZero();
    }

    @Test
    void are_readable_by_their_owner_and_operators() {
        var stranger = aVisitor();
        stranger.hasRegistered();

        OPERATOR.request()
                .get("/users/{id}/purchases", id)
                .then()
                .statusCode(200)
                .body("userId", is(id));
        stranger.request().get("/users/{id}/purchases", id).then().statusCode(403);
        given().get("/users/{id}/purchases", id).then().statusCode(401);
        given().auth()
                .oauth2(LoggingInTest.asClient("order-service", "order-service-secret")
                        .path("access_token"))
                .get("/users/{id}/purchases", id)
                .then()
                .statusCode(403);
    }

    @Test
    void of_an_unknown_user_are_not_found() {
        OPERATOR.request()
                .get("/users/{id}/purchases", UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", is("urn:shop:problem:not-found"));
        OPERATOR.request().get("/users/{id}/purchases", "nobody").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"orderId\": \"%1$s\", \"userId\": \"%2$s\", \"total\": 39.80}",
                "{\"orderId\": \"%1$s\", \"userId\": \"%2$s\", \"currency\": \"EUR\"}",
                "{\"orderId\": \"%1$s\", \"total\": 39.80, \"currency\": \"EUR\"}",
                "{\"orderId\": \"%1$s\", \"userId\": 7, \"total\": 39.80, \"currency\": \"EUR\"}",
                "{\"orderId\": \"%1$s\", \"userId\": \"%2$s\", \"total\": \"much\", \"currency\": \"EUR\"}",
            })
    void are_not_recorded_from_malformed_data(String data) {
        var order = UUID.randomUUID();

        publish("OrderConfirmed", MONDAY, data.formatted(order, id));

        await().until(() -> redis.stream(String.class).xrange("orders.dead", StreamRange.of("-", "+")).stream()
                .anyMatch(letter -> letter.payload().get("data").contains(order.toString())));
        assertThat(read().getInt("orders")).isZero();
    }

    @Test
    void are_recorded_from_data_with_fields_of_a_later_version() {
        var data = "{\"orderId\": \"%s\", \"userId\": \"%s\", \"total\": 39.80, \"currency\": \"EUR\", \"gift\": {}}"
                .formatted(UUID.randomUUID(), id);

        publish("OrderConfirmed", MONDAY, data);

        await().until(() -> read().getInt("orders") == 1);
    }

    @Test
    void are_counted_by_outcome() {
        var duplicates = processed("OrderConfirmed", "duplicate");
        var confirmed = processed("OrderConfirmed", "processed");
        var order = UUID.randomUUID();

        send("OrderConfirmed", order, "39.80", MONDAY);
        send("OrderConfirmed", order, "39.80", MONDAY);

        await().until(() -> processed("OrderConfirmed", "duplicate") == duplicates + 1);
        assertThat(processed("OrderConfirmed", "processed")).isEqualTo(confirmed + 1);
    }

    @Test
    void are_summed_up_from_an_index_alone() {
        database.update("""
                insert into purchases
                select md5('plan' || n)::uuid, md5('user' || n % 1000)::uuid, 1, 'EUR', now(), n % 10 = 0
                from generate_series(1, 20000) n""");
        try {
            // Vacuum leaves out what a concurrent transaction may not see, such as one of autovacuum.
            await().untilAsserted(() -> {
                database.update("vacuum analyze purchases");
                assertThat(plan())
                        .contains("Index Only Scan using purchases_of_user")
                        .doesNotContain("Seq Scan on purchases");
            });
        } finally {
            database.update("delete from purchases where order_id in"
                    + " (select md5('plan' || n)::uuid from generate_series(1, 20000) n)");
        }
    }

    /** The plan of the statement as the driver has prepared it. */
    private String plan() {
        return QuarkusTransaction.requiringNew().call(() -> {
            for (var call = 0; call < 10; call++) {
                purchases.summary(UUID.randomUUID());
            }
            var prepared = "select name from pg_prepared_statements where statement like ? and generic_plans > 0";
            var name = database.query(prepared, row -> row.getString(1), "%left join purchases%")
                    .getFirst();
            var execute = "explain execute \"%s\" ('%s')".formatted(name, UUID.randomUUID());
            return database.query(execute, row -> row.getString(1)).stream().collect(joining("\n"));
        });
    }

    private void send(String type, UUID order, String total, Instant time) {
        var data = "{\"orderId\": \"%s\", \"userId\": \"%s\", \"total\": %s, \"currency\": \"EUR\"}"
                .formatted(order, id, total);
        publish(type, time, data);
    }

    private void publish(String type, Instant time, String data) {
        events.publish("orders", new Event(UUID.randomUUID(), type, time, null, data), new XAddArgs());
    }

    private JsonPath read() {
        return OPERATOR.request().get("/users/{id}/purchases", id).jsonPath();
    }

    private double processed(String type, String outcome) {
        var series = "events_processed_total{outcome=\"%s\",type=\"%s\"}".formatted(outcome, type);
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .sum();
    }
}
