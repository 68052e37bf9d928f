package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static shop.inventory.Shop.asService;
import static shop.inventory.Shop.line;
import static shop.inventory.Shop.product;
import static shop.inventory.Shop.reserve;

import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.defaults.events.Event;
import shop.defaults.events.EventPublisher;

@ServiceTest
@TestProfile(FaultsTest.FaultsEnabled.class)
class FaultsTest {

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    EventPublisher events;

    @AfterEach
    void switchAllOff() {
        given().port(managementPort).delete("/q/faults/cache-off");
        given().port(managementPort).delete("/q/faults/latency");
        given().port(managementPort).delete("/q/faults/event-handler");
        given().port(managementPort).delete("/q/faults/exhausted-pool");
        given().port(managementPort).delete("/q/faults/slow-database");
    }

    @Test
    void are_those_of_this_service() {
        given().port(managementPort)
                .get("/q/faults")
                .then()
                .statusCode(200)
                .body(
                        "faults.fault",
                        is(List.of(
                                "cache-off", "errors", "event-handler", "exhausted-pool", "latency", "slow-database")));
        given().port(managementPort)
                .put("/q/faults/neighbour-cut?neighbour=user-service")
                .then()
                .statusCode(404)
                .body(
                        "detail",
                        is("The faults of this service are"
                                + " cache-off, errors, event-handler, exhausted-pool, latency, slow-database."));
    }

    @Test
    void switch_the_cache_off() {
        var kettle = product("19.90", 5);
        switchOn("cache-off");
        var hits = sample("cache_hits_total");
        var misses = sample("cache_misses_total");

        for (var read = 0; read < 3; read++) {
            given().get("/products/{id}", kettle).then().statusCode(200);
        }

        assertThat(sample("cache_hits_total")).isEqualTo(hits);
        assertThat(sample("cache_misses_total")).isEqualTo(misses + 3);
    }

    @Test
    void delay_reads_from_the_cache() {
        var kettle = product("19.90", 5);
        given().get("/products/{id}", kettle).then().statusCode(200);
        switchOn("latency?delay=400ms");

        var start = System.nanoTime();
        given().get("/products/{id}", kettle).then().statusCode(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void slow_down_reads_outside_of_transactions() {
        var kettle = product("19.90", 5);
        switchOn("slow-database?delay=400ms");

        var start = System.nanoTime();
        given().get("/products/{id}", kettle).then().statusCode(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void slow_down_reservations() {
        var kettle = product("19.90", 5);
        switchOn("slow-database?delay=400ms");

        var start = System.nanoTime();
        reserve(UUID.randomUUID(), line(kettle, 1)).statusCode(201);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void refuse_reservations_without_a_connection() {
        var kettle = product("19.90", 5);
        switchOn("exhausted-pool");

        reserve(UUID.randomUUID(), line(kettle, 1))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", is("urn:shop:problem:dependency-unavailable"))
                .body("detail", is("The database is unavailable. Try again later."));
    }

    @Test
    void bury_an_event_that_a_replay_brings_back() {
        var kettle = product("19.90", 5);
        var order = UUID.randomUUID();
        reserve(order, line(kettle, 2)).statusCode(201);
        var dead = sample("events_processed_total", "outcome=\"dead\",type=\"OrderConfirmed\"");
        switchOn("event-handler");
        var data = "{\"orderId\": \"%s\"}".formatted(order);
        var event = new Event(UUID.randomUUID(), "OrderConfirmed", Instant.now(), null, data);
        events.publish("orders", event, new XAddArgs());
        await().until(() -> sample("events_processed_total", "outcome=\"dead\",type=\"OrderConfirmed\"") == dead + 1);
        assertThat(status(order)).isEqualTo("HELD");
        given().port(managementPort).delete("/q/faults/event-handler");

        given().port(managementPort)
                .post("/q/events/replay")
                .then()
                .statusCode(200)
                .body("replayed", is(1))
                .body("failed", is(0));

        await().until(() -> status(order).equals("COMMITTED"));
    }

    private static String status(UUID order) {
        return asService().get("/reservations/{order}", order).path("status");
    }

    private void switchOn(String fault) {
        given().port(managementPort).put("/q/faults/" + fault).then().statusCode(200);
    }

    private double sample(String name) {
        return sample(name, "");
    }

    /** @param labels the first of them */
    private double sample(String name, String labels) {
        return given().port(managementPort)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{" + labels))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(line.indexOf('}') + 2).split(" ")[0]))
                .sum();
    }

    /** Fault injection is enabled. */
    public static final class FaultsEnabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("service.faults-enabled", "true");
        }
    }
}
