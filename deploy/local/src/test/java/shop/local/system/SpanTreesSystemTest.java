package shop.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import shop.local.otlp.Span;
import shop.local.otlp.Trace;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient.Line;
import shop.local.system.ShopUnderTest.Customer;

/** The exact spans of the most important requests. */
@Tag("system")
@ExtendWith(SharedShop.class)
class SpanTreesSystemTest {
    private static final Set<String> REPLACED_ATTRIBUTES = Set.of(
            "db.system",
            "db.statement",
            "db.operation",
            "db.name",
            "db.user",
            "db.connection_string",
            "db.sql.table",
            "http.method",
            "http.status_code",
            "http.url",
            "http.target",
            "http.scheme",
            "http.client_ip",
            "http.user_agent",
            "http.request_content_length",
            "http.response_content_length",
            "net.peer.name",
            "net.peer.port",
            "net.host.name",
            "net.host.port",
            "code.function",
            "code.namespace",
            "enduser.id");

    private final ShopUnderTest shop;
    private Customer customer;
    private String product;

    SpanTreesSystemTest(ShopUnderTest shop) {
        this.shop = shop;
    }

    @BeforeEach
    void place_a_first_order_which_may_fetch_a_token_and_keys() {
        customer = shop.customer();
        product = shop.product("39.90", 25);
        awaitConfirmedOrder();
    }

    @Test
    void of_a_confirmed_order() {
        var order = customer.orders("express", product, 2).expecting(201);

        assertThat(Outline.of(shop.traceWithEvent(order.traceId()))).isEqualTo("""
                POST /orders - SERVER order-service
                  place order - INTERNAL order-service
                    GET /users/{id} - CLIENT order-service
                      GET /users/{id} - SERVER user-service
                        fetch-user - INTERNAL user-service
                          GET - CLIENT user-service
                    INSERT orders - CLIENT order-service
                    POST /reservations - CLIENT order-service
                      POST /reservations - SERVER inventory-service
                        reserve stock - INTERNAL inventory-service
                          INSERT reservations - CLIENT inventory-service
                    UPDATE orders - CLIENT order-service
                    send orders - PRODUCER order-service
                      XADD - CLIENT order-service
                      process orders - CONSUMER inventory-service
                        UPDATE reservations - CLIENT inventory-service
                      process orders - CONSUMER user-service
                        INSERT purchases - CLIENT user-service
                """);
    }

    @Test
    void of_a_repeated_order() {
        var line = new Line(product, 2);
        shop.client().placeOrderOnce(customer.token(), "key", "express", line).expecting(201);

        var again = shop.client()
                .placeOrderOnce(customer.token(), "key", "express", line)
                .expecting(201);

        assertThat(Outline.of(shop.trace(again.traceId(), Service.ORDER))).isEqualTo("""
                POST /orders - SERVER order-service
                  SELECT idempotency_keys - CLIENT order-service
                """);
    }

    @Test
    void of_a_refused_order() {
        var refusal = customer.orders("express", product, 1_000).expecting(409);

        var trace = shop.trace(refusal.traceId());

        assertThat(Outline.of(trace)).isEqualTo("""
                POST /orders - SERVER order-service
                  place order - INTERNAL order-service
                    GET /users/{id} - CLIENT order-service
                      GET /users/{id} - SERVER user-service
                        fetch-user - INTERNAL user-service
                          GET - CLIENT user-service
                    INSERT orders - CLIENT order-service
                    POST /reservations - CLIENT order-service
                      POST /reservations - SERVER inventory-service
                        reserve stock - INTERNAL inventory-service
                          INSERT reservations - CLIENT inventory-service
                          SELECT reservations - CLIENT inventory-service
                    UPDATE orders - CLIENT order-service
                """);
        assertThat(trace.spans()).allMatch(span -> span.detail().events().isEmpty());
        assertThat(span(trace, "place order").attributes()).containsEntry("error.type", "insufficient-stock");
    }

    @Test
    void of_a_cancelled_order() {
        var order = customer.orders("express", product, 2)
                .expecting(201)
                .json()
                .path("id")
                .asText();

        var cancelled = shop.client()
                .post(Service.ORDER, "/orders/" + order + "/cancellation", customer.token(), Map.of())
                .expecting(200);

        assertThat(Outline.of(shop.traceWithEvent(cancelled.traceId()))).isEqualTo("""
                POST /orders/{id}/cancellation - SERVER order-service
                  cancel order - INTERNAL order-service
                    SELECT orders - CLIENT order-service
                    UPDATE orders - CLIENT order-service
                    SELECT orders - CLIENT order-service
                    send orders - PRODUCER order-service
                      XADD - CLIENT order-service
                      process orders - CONSUMER inventory-service
                        INSERT reservations - CLIENT inventory-service
                        UPDATE reservations - CLIENT inventory-service
                      process orders - CONSUMER user-service
                        INSERT purchases - CLIENT user-service
                """);
    }

    @Test
    void of_an_order_whose_remote_service_is_down() {
        shop.localShop().stop(Service.INVENTORY);
        Response failure;
        try {
            // Evicts the customer, who may or may not be in the cache.
            shop.client().changeStatus(shop.operator(), customer.id(), "ACTIVE").expecting(200);
            failure = customer.orders("express", product, 2).expecting(503);
        } finally {
            shop.localShop().restart(Service.INVENTORY);
        }

        var trace = shop.trace(failure.traceId(), Service.ORDER, Service.USER);

        assertThat(Outline.of(trace)).isEqualTo("""
                POST /orders - SERVER order-service ERROR
                  place order - INTERNAL order-service ERROR
                    GET /users/{id} - CLIENT order-service
                      GET /users/{id} - SERVER user-service
                        fetch-user - INTERNAL user-service
                          GET - CLIENT user-service
                          SELECT users - CLIENT user-service
                          PSETEX - CLIENT user-service
                    INSERT orders - CLIENT order-service
                    POST /reservations - CLIENT order-service ERROR
                    UPDATE orders - CLIENT order-service
                """);
        assertThat(trace.spans())
                .filteredOn(span -> span.detail().status().code() == Span.Status.Code.ERROR)
                .allSatisfy(span -> {
                    assertThat(span.attributes()).containsKey("error.type");
                    assertThat(span.detail().events())
                            .extracting(Span.Event::name)
                            .containsExactly("exception");
                });
        awaitConfirmedOrder();
    }

    @Test
    void of_a_user_read_from_the_database_and_from_the_cache() {
        var reader = shop.customer();

        var first = ask(reader);
        var second = ask(reader);
        var missed = shop.trace(first, Service.USER);
        var hit = shop.trace(second, Service.USER);

        assertThat(Outline.of(missed)).isEqualTo("""
                GET /users/{id} - SERVER user-service
                  fetch-user - INTERNAL user-service
                    GET - CLIENT user-service
                    SELECT users - CLIENT user-service
                    PSETEX - CLIENT user-service
                """);
        assertThat(Outline.of(hit)).isEqualTo("""
                GET /users/{id} - SERVER user-service
                  fetch-user - INTERNAL user-service
                    GET - CLIENT user-service
                """);
        assertThat(span(hit, "fetch-user").attributes()).containsEntry("user.id", reader.id());
    }

    @Test
    void of_a_user_read_without_redis() {
        var reader = shop.customer();
        shop.localShop().redis().interrupt();
        Trace trace;
        try {
            // A connection may still exist until the end of Redis is noticed.
            shop.trace(ask(reader), Service.USER);
            trace = shop.trace(ask(reader), Service.USER);
        } finally {
            shop.localShop().redis().resume();
        }

        assertThat(Outline.of(trace)).isEqualTo("""
                GET /users/{id} - SERVER user-service
                  fetch-user - INTERNAL user-service
                    GET - CLIENT user-service ERROR
                    SELECT users - CLIENT user-service
                """);
        assertThat(span(trace, "GET").attributes())
                .containsEntry("db.system.name", "redis")
                .containsEntry("db.operation.name", "GET")
                .containsEntry(
                        "server.port", String.valueOf(shop.localShop().redis().port()))
                .containsKeys("server.address", "error.type");
        assertThat(span(trace, "GET").detail().events())
                .extracting(Span.Event::name)
                .containsExactly("exception");
    }

    @Test
    void follow_the_current_semantic_conventions() {
        var order = customer.orders("standard", product, 1).expecting(201);

        var trace = shop.trace(order.traceId());

        assertThat(trace.spans())
                .allSatisfy(span ->
                        assertThat(span.attributes().keySet()).doesNotContainAnyElementsOf(REPLACED_ATTRIBUTES));
        assertThat(span(trace, "POST /orders").attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/orders")
                .containsEntry("http.response.status_code", "201")
                .containsEntry("url.path", "/orders")
                .containsKeys("server.address", "server.port", "url.scheme");
        assertThat(span(trace, "INSERT orders").attributes())
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.namespace", "orders")
                .containsEntry("db.operation.name", "INSERT")
                .containsEntry("db.collection.name", "orders")
                .containsKeys("db.query.text", "server.address", "server.port");
        assertThat(span(trace, "GET").attributes())
                .containsEntry("db.system.name", "redis")
                .containsEntry("db.operation.name", "GET")
                .containsKeys("server.address", "server.port");
        assertThat(span(trace, "place order").detail().resource())
                .containsEntry("service.name", "order-service")
                .containsEntry("service.namespace", "shop")
                .containsKeys("service.version", "service.instance.id", "deployment.environment.name");
    }

    private void awaitConfirmedOrder() {
        await().atMost(ShopUnderTest.LIMIT)
                .until(() -> customer.orders("pickup", product, 1).status() == 201);
    }

    private String ask(Customer reader) {
        return shop.client()
                .get(Service.USER, "/users/" + reader.id(), reader.token())
                .expecting(200)
                .traceId();
    }

    private static Span span(Trace trace, String name) {
        return trace.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No span " + name + " in\n" + Outline.of(trace)));
    }
}
