package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.backends.quarkus.SentryTestResource;
import shop.backends.sentry.StubSentry;

@ServiceTest
@QuarkusTestResource(value = SentryTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(ErrorsTest.FaultsEnabled.class)
class FaultsTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final List<String> ALL =
            List.of("errors", "event-handler", "exhausted-pool", "latency", "neighbour-cut", "slow-database");

    StubSentry receiver;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final Customer customer = aCustomer();

    @AfterEach
    void switchAllOff() {
        ALL.forEach(this::switchOff);
    }

    @Test
    void are_those_of_this_service() {
        given().port(managementPort)
                .get("/q/faults")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("faults.fault", is(ALL))
                .body("faults.active", everyItem(is(false)));
        ALL.forEach(fault -> assertThat(active(fault)).isZero());
    }

    @Test
    void fail_requests_like_a_bug() {
        switchOn("errors?rate=1&ttl=60s")
                .body("fault", is("errors"))
                .body("active", is(true))
                .body("rate", is(1.0f))
                .body("until", containsString("Z"));

        var answer = customer.request().get("/orders").then().statusCode(500).extract();

        assertThat(answer.<String>path("type")).isEqualTo("urn:shop:problem:internal-error");
        assertThat(answer.asString()).doesNotContain("fault", "Injected");
        var trace = answer.header("X-Trace-Id");
        await().atMost(AT_MOST)
                .untilAsserted(() -> assertThat(receiver.items("event"))
                        .filteredOn(item -> item.body()
                                .at("/contexts/trace/trace_id")
                                .asText()
                                .equals(trace))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.body().findValuesAsText("type")).contains("InjectedFault");
                            assertThat(event.body().at("/transaction").asText()).isEqualTo("GET /orders");
                        }));
        assertThat(metrics()).contains("http_requests_total{endpoint=\"/orders\",method=\"GET\",status_code=\"500\"}");
        assertThat(active("errors")).isOne();
        given().get("/risky").then().statusCode(200);
    }

    @Test
    void end_by_themselves() {
        switchOn("errors?ttl=3s");
        customer.request().get("/orders").then().statusCode(500);

        await().atMost(AT_MOST).untilAsserted(() -> assertThat(active("errors")).isZero());

        customer.request().get("/orders").then().statusCode(200);
    }

    @Test
    void delay_requests() {
        switchOn("latency?delay=700ms");

        assertThat(timed(() -> customer.request().get("/orders").then().statusCode(200)))
                .isGreaterThan(Duration.ofMillis(700));

        switchOff("latency").body("active", is(false));
        switchOn("latency?delay=30s&rate=0");
        customer.request().get("/orders").then().statusCode(200);
    }

    @Test
    void delay_statements() {
        switchOn("slow-database?delay=300ms");

        // Two statements, each of which takes a connection.
        assertThat(timed(() -> customer.orders(KETTLE, 1).statusCode(201))).isGreaterThan(Duration.ofMillis(600));

        var slow = "db_query_duration_seconds%s{operation=\"select\",table=\"pg_sleep\"";
        // Read before the sum, which then includes all counted statements; background work adds some.
        var count = sample(slow.formatted("_count"));
        assertThat(count).isGreaterThanOrEqualTo(2);
        assertThat(sample(slow.formatted("_sum"))).isGreaterThan(0.3 * count);
    }

    @Test
    void exhaust_the_pool() {
        switchOn("exhausted-pool");

        assertThat(sample("agroal_active_count")).isEqualTo(20);
        customer.request()
                .get("/orders")
                .then()
                .statusCode(503)
                .body("type", is("urn:shop:problem:dependency-unavailable"))
                .body("detail", containsString("The database"));
        customer.orders(KETTLE, 1)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("detail", containsString("The database"));

        switchOff("exhausted-pool");
        await().atMost(AT_MOST)
                .untilAsserted(() -> customer.request().get("/orders").then().statusCode(200));
    }

    @Test
    void cut_the_calls_to_one_service() {
        switchOn("neighbour-cut?neighbour=inventory-service").body("neighbour", is("inventory-service"));

        customer.orders(KETTLE, 1)
                .statusCode(503)
                .body("type", is("urn:shop:problem:dependency-unavailable"))
                .body("detail", containsString("inventory-service"));
        // Nothing was reserved.
        customer.request().get("/orders").then().body("items.status", contains("REJECTED"));

        switchOn("neighbour-cut?neighbour=user-service");
        customer.orders(KETTLE, 1).statusCode(503).body("detail", containsString("user-service"));

        switchOff("neighbour-cut");
        customer.hasOrdered(KETTLE, 1);
    }

    @Test
    void explain_their_parameters() {
        refused("errors?rate=2", 400, "Set rate to a number from 0 to 1.");
        refused("errors?ttl=2h", 400, "Set ttl to a duration from 1s to 1h, such as 5m.");
        refused("latency?delay=1m", 400, "Set delay to a duration from 1ms to 30s, such as 2s.");
        refused("neighbour-cut", 400, "Set neighbour to inventory-service or user-service.");
        refused("neighbour-cut?neighbour=mars", 400, "Set neighbour to inventory-service or user-service.");
        refused("exhausted-pool?rate=1", 400, "The parameters of exhausted-pool are ttl.");
        refused("cache-off", 404, "The faults of this service are " + String.join(", ", ALL) + ".");
        given().port(managementPort).delete("/q/faults/gremlins").then().statusCode(404);
    }

    private ValidatableResponse switchOn(String fault) {
        return given().port(managementPort).put("/q/faults/" + fault).then().statusCode(200);
    }

    private ValidatableResponse switchOff(String fault) {
        return given().port(managementPort).delete("/q/faults/" + fault).then().statusCode(200);
    }

    private void refused(String fault, int status, String detail) {
        given().port(managementPort)
                .put("/q/faults/" + fault)
                .then()
                .statusCode(status)
                .contentType("application/json")
                .body("detail", is(detail));
    }

    private double active(String fault) {
        return sample("fault_active{fault=\"" + fault + "\"");
    }

    private double sample(String start) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(line.indexOf('}') + 2).split(" ")[0]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No sample of " + start));
    }

    private String metrics() {
        return given().port(managementPort).get("/metrics").asString();
    }

    private static Duration timed(Runnable call) {
        var start = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
