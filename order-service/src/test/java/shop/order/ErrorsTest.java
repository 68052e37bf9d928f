package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static shop.order.Customer.aCustomer;
import static shop.order.StubServices.KETTLE;
import static shop.order.StubServices.SOLD_OUT;
import static shop.order.StubServices.WHEN_INVENTORY_IS_BROKEN;
import static shop.order.StubServices.answers;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.backends.quarkus.SentryTestResource;
import shop.backends.sentry.Envelope.Item;
import shop.backends.sentry.StubSentry;
import shop.defaults.Database;

@ServiceTest
@QuarkusTestResource(value = SentryTestResource.class, restrictToAnnotatedClass = true)
@TestProfile(ErrorsTest.FaultsEnabled.class)
class ErrorsTest {

    private static final Duration AT_MOST = Duration.ofSeconds(20);

    StubSentry receiver;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject
    Database database;

    @Inject
    Vertx vertx;

    private final Customer customer = aCustomer();

    @AfterEach
    void allowAllChanges() {
        database.update("drop trigger if exists refusal on orders");
        database.update("drop function if exists refuse");
    }

    @Test
    void carry_the_order_the_user_the_calls_and_the_trace() {
        var answer =
                customer.orders(WHEN_INVENTORY_IS_BROKEN, 1).statusCode(503).extract();

        var item = onlyEvent(answer);
        var event = item.body();
        var order = customer.request().get("/orders").<String>path("items[0].id");
        assertThat(item.envelope().at("/trace/trace_id").asText()).isEqualTo(answer.header("X-Trace-Id"));
        assertThat(event.at("/contexts/trace/op").asText()).isEqualTo("http.server");
        assertThat(event.at("/transaction").asText()).isEqualTo("POST /orders");
        assertThat(event.at("/tags/service").asText()).isEqualTo("order-service");
        assertThat(event.at("/tags/order_id").asText()).isEqualTo(order);
        assertThat(event.at("/contexts/order/id").asText()).isEqualTo(order);
        assertThat(event.at("/contexts/order/status").asText()).isEqualTo("PENDING");
        assertThat(event.at("/user")).hasToString("{\"id\":\"" + customer.id() + "\"}");
        assertThat(event.at("/request/method").asText()).isEqualTo("POST");
        assertThat(event.at("/request/url").asText()).endsWith("/orders");
        assertThat(event.at("/request").has("headers")).isFalse();
        assertThat(texts(event.at("/breadcrumbs"), "category")).contains("http.server");
        assertThat(texts(event.at("/breadcrumbs"), "message")).contains("POST /orders");
        assertThat(StreamSupport.stream(event.at("/exception/values").spliterator(), false)
                        .flatMap(exception -> StreamSupport.stream(
                                exception.at("/stacktrace/frames").spliterator(), false))
                        .filter(frame -> frame.at("/in_app").asBoolean())
                        .map(frame -> frame.at("/module").asText()))
                .contains("shop.order.PlaceOrder")
                .noneMatch(name -> name.contains("$quarkusrestinvoker$") || name.contains("_Subclass"));
    }

    @Test
    void of_concurrent_requests_do_not_mix() throws Exception {
        var requests = new ArrayList<Callable<ExtractableResponse<Response>>>();
        var customers = IntStream.range(0, 24).mapToObj(_ -> aCustomer()).toList();
        for (var buyer : customers) {
            requests.add(() -> buyer.orders(WHEN_INVENTORY_IS_BROKEN, 1).extract());
        }
        List<ExtractableResponse<Response>> answers;
        try (var threads = Executors.newFixedThreadPool(8)) {
            answers = threads.invokeAll(requests).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        }

        for (var i = 0; i < answers.size(); i++) {
            var buyer = customers.get(i).id().toString();
            var event = onlyEvent(answers.get(i)).body();
            assertThat(event.at("/user/id").asText()).isEqualTo(buyer);
            assertThat(event.at("/tags/order_id").asText())
                    .isEqualTo(event.at("/contexts/order/id").asText());
            assertThat(texts(event.at("/breadcrumbs"), "category")).containsOnlyOnce("http.server");
        }
    }

    @Test
    void are_not_reported_for_a_refused_request() {
        var refused = customer.orders(SOLD_OUT, 2).statusCode(409).extract();

        var transaction = transaction(refused);
        assertThat(transaction.at("/transaction").asText()).isEqualTo("POST /orders");
        assertThat(events(refused)).isEmpty();
    }

    /** As during an export of spans, which is retried. */
    @Test
    void are_not_reported_for_a_client_whose_connection_closes() throws IOException {
        var http = vertx.createHttpClient();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var request = http.request(HttpMethod.POST, server.getLocalPort(), "127.0.0.1", "/")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            request.setChunked(true).write("unfinished");

            server.accept().close();

            await().atMost(AT_MOST).until(() -> request.response().failed());
        } finally {
            http.close();
        }

        onlyEvent(given().get("/risky").then().extract());
        assertThat(receiver.events())
                .extracting(event -> event.path("logger").asText())
                .noneMatch(logger -> logger.startsWith("io.vertx"));
    }

    @Test
    void include_transactions_named_by_route() {
        var order = customer.hasOrdered(KETTLE, 1);
        var found = customer.request().get("/orders/{id}", order).then().extract();
        var lost = given().get("/no/such/route?email=ada@example.com").then().extract();

        var transaction = transaction(found);
        assertThat(transaction.at("/transaction").asText()).isEqualTo("GET /orders/{id}");
        assertThat(transaction.at("/contexts/trace/op").asText()).isEqualTo("http.server");
        assertThat(transaction.at("/contexts/trace/status").asText()).isEqualTo("ok");
        assertThat(transaction.at("/tags/service").asText()).isEqualTo("order-service");
        assertThat(transaction.at("/tags/order_id").asText()).isEqualTo(order);
        assertThat(transaction(lost).at("/transaction").asText()).isEqualTo("GET unmatched");
        assertThat(transaction(lost).at("/contexts/trace/status").asText()).isEqualTo("not_found");
        assertThat(transaction(lost).toString()).doesNotContain("example.com");
    }

    @Test
    void include_a_message_for_a_processed_order() {
        var answer = customer.orders(KETTLE, 1).statusCode(201).extract();

        var event = onlyEvent(answer).body();
        assertThat(event.at("/message/formatted").asText()).isEqualTo("order processed");
        assertThat(event.at("/level").asText()).isEqualTo("info");
        assertThat(event.at("/tags/order_id").asText()).isEqualTo(answer.path("id"));
        assertThat(event.at("/contexts/order/status").asText()).isEqualTo("CONFIRMED");
        assertThat(event.at("/user/id").asText()).isEqualTo(customer.id().toString());
    }

    @Test
    void are_reported_once_for_a_failure_with_a_200() {
        var answer = given().get("/risky")
                .then()
                .statusCode(200)
                .body("$", is(Map.of("error", "calculation failed")))
                .extract();

        var event = onlyEvent(answer).body();
        assertThat(event.at("/exception/values/0/type").asText()).isEqualTo("ArithmeticException");
        assertThat(event.at("/transaction").asText()).isEqualTo("GET /risky");
        assertThat(event.has("user")).isFalse();
        assertThat(texts(transaction(answer).at("/breadcrumbs"), "message"))
                .contains("The calculation failed: / by zero");
        given().port(managementPort).get("/metrics").then().body(containsString("endpoint=\"/risky\""));
    }

    @Test
    void of_the_risky_route_have_their_series_from_the_start() {
        given().port(managementPort)
                .get("/metrics")
                .then()
                .body(containsString("http_requests_total{endpoint=\"/risky\",method=\"GET\",status_code=\"500\"} 0.0"))
                .body(containsString(
                        "http_requests_total{endpoint=\"/risky\",method=\"GET\",status_code=\"503\"} 0.0"));
    }

    @Test
    void of_the_risky_route_are_for_GET_and_HEAD_alone() {
        given().head("/risky").then().statusCode(200).header("Content-Length", not("0"));
        given().options("/risky").then().statusCode(200).header("Allow", "GET, HEAD, OPTIONS");
        given().post("/risky")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD, OPTIONS")
                .contentType("application/problem+json")
                .body("type", is("urn:shop:problem:method-not-allowed"));
    }

    @Test
    void are_reported_once_for_an_unexpected_4xx_of_another_service() {
        var answer = customer.orders(answers(400), 1).statusCode(500).extract();

        var event = onlyEvent(answer).body();
        assertThat(event.at("/level").asText()).isEqualTo("error");
        assertThat(event.at("/exception/values").findValuesAsText("type")).contains("UnexpectedAnswer");
    }

    @Test
    void of_background_work_carry_their_order_and_do_not_stop_others() {
        customer.orders(WHEN_INVENTORY_IS_BROKEN, 1).statusCode(503);
        var stuck = customer.request().get("/orders").<String>path("items[0].id");
        database.update("""
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'The change was refused'; end $$""");
        database.update("""
                create trigger refusal before update on orders for each row
                when (new.id = '%s') execute function refuse()""".formatted(stuck));
        var others = aCustomer();
        others.orders(WHEN_INVENTORY_IS_BROKEN, 1).statusCode(503);

        await().atMost(AT_MOST).until(() -> ofBackgroundWork(stuck).size() > 1);
        var event = ofBackgroundWork(stuck).getFirst();
        assertThat(event.at("/message/formatted").asText()).isEqualTo("Could not abandon order " + stuck);
        assertThat(texts(event.at("/breadcrumbs"), "category")).doesNotContain("http.server");
        assertThat(event.has("user")).isFalse();
        await().atMost(AT_MOST)
                .untilAsserted(() -> others.request().get("/orders").then().body("items.status", contains("REJECTED")));
    }

    @Test
    void are_counted_when_they_are_dropped() {
        given().port(managementPort)
                .get("/metrics")
                .then()
                .body(containsString("sentry_events_dropped_total{category=\"error\",reason=\"queue_overflow\"} 0.0"))
                .body(not(containsString("reason=\"sample_rate\"")));
    }

    private List<JsonNode> ofBackgroundWork(String order) {
        return receiver.events().stream()
                .filter(event -> event.at("/tags/order_id").asText().equals(order) && !event.has("transaction"))
                .toList();
    }

    private Item onlyEvent(ExtractableResponse<Response> answer) {
        // The transaction is the last item of a request.
        transaction(answer);
        await().atMost(AT_MOST).until(() -> !events(answer).isEmpty());
        assertThat(events(answer)).hasSize(1);
        return events(answer).getFirst();
    }

    private List<Item> events(ExtractableResponse<Response> answer) {
        return of("event", answer);
    }

    private JsonNode transaction(ExtractableResponse<Response> answer) {
        await().atMost(AT_MOST).until(() -> !of("transaction", answer).isEmpty());
        return of("transaction", answer).getFirst().body();
    }

    private List<Item> of(String type, ExtractableResponse<Response> answer) {
        return receiver.items(type).stream()
                .filter(item ->
                        item.body().at("/contexts/trace/trace_id").asText().equals(answer.header("X-Trace-Id")))
                .toList();
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.findValuesAsText(field);
    }

    /** Fault injection is enabled, and every confirmed order is reported. */
    public static final class FaultsEnabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("service.faults-enabled", "true", "shop.order-processed-sample-rate", "1");
        }
    }
}
