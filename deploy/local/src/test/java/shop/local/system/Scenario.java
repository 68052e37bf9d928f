package shop.local.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import shop.local.otlp.Span;
import shop.local.shop.Account;
import shop.local.shop.Frontend;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.signals.Emitted;
import shop.local.signals.MetricFamilies;

/** Triggers every signal once, and collects all signals since the services started. */
final class Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShopUnderTest shop;
    private final ShopClient client;
    private final FrontendUnderTest frontend;

    Scenario(ShopUnderTest shop, FrontendUnderTest frontend) {
        this.shop = shop;
        this.client = shop.client();
        this.frontend = frontend;
    }

    void play() {
        var product = shop.product("39.90", 25);
        var customer = shop.customer();
        // First, because the counters of a restarted service begin at zero.
        neighbourDies(customer, product);
        accounts();
        products(product);
        eventsFail(customer, product);
        orders(customer, product);
        refusals(customer);
        passedOn();
        page();
        slowDatabases(customer, product);
        redisDies(product);
        var last = client.product(product).expecting(200);
        shop.trace(last.traceId(), Service.INVENTORY);
    }

    private void neighbourDies(ShopUnderTest.Customer customer, String product) {
        placed(customer, "standard", product);
        shop.localShop().stop(Service.INVENTORY);
        try {
            for (var call = 0; call < 5; call++) {
                customer.orders("standard", product, 1).expecting(503);
            }
            frontend.client().product(product).expecting(503);
        } finally {
            shop.localShop().restart(Service.INVENTORY);
        }
        placed(customer, "standard", product);
    }

    private static String placed(ShopUnderTest.Customer customer, String type, String product) {
        return settled(() -> customer.orders(type, product, 1))
                .expecting(201)
                .json()
                .path("id")
                .asText();
    }

    /** On a busy machine, or while a circuit is open, the first responses may be 503. */
    private static Response settled(Callable<Response> call) {
        return await().atMost(ShopUnderTest.LIMIT).until(call, answer -> answer.status() != 503);
    }

    private void accounts() {
        var account = Account.of("scenario-" + System.nanoTime() + "@shop.example");
        var id = client.register(account, "Grace Hopper")
                .expecting(201)
                .json()
                .path("id")
                .asText();
        client.register(account, "Grace Hopper").expecting(409);
        client.post(Service.USER, "/users", "", Map.of("email", "no address", "name", "", "password", "short"))
                .expecting(400);
        client.tryToken(new Account(account.name(), "wrong-password")).expecting(400);
        var token = client.token(account);
        lockedOut();
        client.get(Service.USER, "/users/" + id, token).expecting(200);
        client.get(Service.USER, "/users/" + id, token).expecting(200);
        client.patch(Service.USER, "/users/" + id, token, Map.of("name", "Grace"))
                .expecting(200);
        client.get(Service.USER, "/users/" + id, token).expecting(200);
        client.get(Service.USER, "/users/" + id + "/purchases", token).expecting(200);
        client.get(Service.USER, "/users?size=5&email=" + account.name(), shop.operator())
                .expecting(200);
        client.get(Service.USER, "/users", shop.operator()).expecting(200);
        client.get(Service.USER, "/.well-known/jwks.json", "").expecting(200);
    }

    private void lockedOut() {
        var account = Account.of("locked-" + System.nanoTime() + "@shop.example");
        client.register(account, "Alan Turing").expecting(201);
        var mistaken = new Account(account.name(), "wrong-password");
        await().atMost(ShopUnderTest.LIMIT)
                .until(() -> client.tryToken(mistaken).status() == 429);
    }

    private void products(String product) {
        // The cache keeps it for less than a second: a slow machine needs several tries for a hit.
        await().atMost(ShopUnderTest.LIMIT).until(() -> {
            client.product(product).expecting(200);
            return Metrics.of(client, Service.INVENTORY)
                            .total("cache_hits_total")
                            .signum()
                    > 0;
        });
        client.get(Service.INVENTORY, "/products?query=kettle", "").expecting(200);
        client.get(Service.INVENTORY, "/products", "").expecting(200);
        client.put(Service.INVENTORY, "/products/" + product, shop.operator(), Map.of("name", "Kettle", "price", 41))
                .expecting(200);
        for (var time = 0; time < 2; time++) {
            var path = "/products/" + product + "/restocks";
            client.postOnce(Service.INVENTORY, path, shop.operator(), "scenario", Map.of("quantity", 3))
                    .expecting(200);
        }
        client.createProduct(shop.operator(), ShopClient.Product.of(product, "Again", "1.00", 1))
                .expecting(409);
        client.product("no-such-product").expecting(404);
    }

    private void orders(ShopUnderTest.Customer customer, String product) {
        var token = customer.token();
        var placed = new ArrayList<String>();
        for (var type : List.of("standard", "express", "pickup")) {
            placed.add(placed(customer, type, product));
        }
        var order = placed.getFirst();
        var other = shop.product("1.50", 9);
        settled(() -> client.placeOrder(token, "standard", new Line(product, 1), new Line(other, 2)))
                .expecting(201);
        settled(() -> client.placeOrderToFollow(token, "standard", new Line(product, 1)))
                .expecting(201);
        for (var time = 0; time < 2; time++) {
            settled(() -> client.placeOrderOnce(token, "scenario", "standard", new Line(product, 1)))
                    .expecting(201);
        }
        settled(() -> customer.orders("express", product, 1_000)).expecting(409);
        settled(() -> customer.orders("standard", "no-such-product", 1)).expecting(422);
        client.get(Service.ORDER, "/orders/" + order, token).expecting(200);
        client.get(Service.ORDER, "/orders?status=CONFIRMED", token).expecting(200);
        client.get(Service.ORDER, "/orders", shop.operator()).expecting(200);
        client.get(Service.INVENTORY, "/reservations/" + order, shop.operator()).expecting(200);
        settled(() -> client.post(Service.ORDER, "/orders/" + order + "/cancellation", token, Map.of()))
                .expecting(200);
        settled(() -> client.post(Service.ORDER, "/orders/" + order + "/cancellation", token, Map.of()))
                .expecting(200);
        client.changeStatus(shop.operator(), customer.id(), "SUSPENDED").expecting(200);
        settled(() -> customer.orders("standard", product, 1)).expecting(403);
        client.get(Service.ORDER, "/risky", "");
    }

    /** Each route that the frontend passes on. */
    private void passedOn() {
        var passing = frontend.client();
        var operator = shop.operator();
        var account = Account.of("passed-on-" + System.nanoTime() + "@shop.example");
        var id = passing.register(account, "Barbara Liskov")
                .expecting(201)
                .json()
                .path("id")
                .asText();
        var token = passing.token(account);
        passing.get(Service.USER, "/users", operator).expecting(200);
        passing.get(Service.USER, "/users/" + id, token).expecting(200);
        passing.patch(Service.USER, "/users/" + id, token, Map.of("name", "Barbara"))
                .expecting(200);
        passing.get(Service.USER, "/users/" + id + "/purchases", token).expecting(200);
        passing.get(Service.USER, "/.well-known/jwks.json", "").expecting(200);

        var product = "passed-on-" + System.nanoTime();
        passing.createProduct(operator, ShopClient.Product.of(product, "Teapot", "9.90", 5))
                .expecting(201);
        passing.get(Service.INVENTORY, "/products", "").expecting(200);
        passing.product(product).expecting(200);
        var path = "/products/" + product;
        passing.put(Service.INVENTORY, path, operator, Map.of("name", "Pot", "price", 9))
                .expecting(200);
        passing.post(Service.INVENTORY, path + "/restocks", operator, Map.of("quantity", 1))
                .expecting(200);
        passing.post(Service.INVENTORY, "/reservations", operator, Map.of()).expecting(403);

        var order = settled(() -> passing.placeOrderToFollow(token, "standard", new Line(product, 1)))
                .expecting(201)
                .json()
                .path("id")
                .asText();
        passing.get(Service.ORDER, "/orders", token).expecting(200);
        passing.get(Service.ORDER, "/orders/" + order, token).expecting(200);
        passing.get(Service.INVENTORY, "/reservations/" + order, operator).expecting(200);
        settled(() -> passing.post(Service.ORDER, "/orders/" + order + "/cancellation", token, Map.of()))
                .expecting(200);
        passing.get(Service.ORDER, "/risky", "").expecting(200);
    }

    /** What the page itself calls. */
    private void page() {
        frontend.client().get(Service.ORDER, "/no/such/route", "").expecting(404);
        frontend.send("GET", "/", "", 200);
        frontend.send("POST", "/ui/session", "{\"demo\": \"customer\"}", 200);
        frontend.send("POST", "/ui/session", "{\"username\": \"nobody@shop.example\", \"password\": \"wrong\"}", 401);
        frontend.send("GET", "/ui/session", "", 200);
        frontend.send("DELETE", "/ui/session", "", 204);
        frontend.send("GET", "/ui/settings", "", 200);
        frontend.send("GET", "/ui/health", "", 200);
        var error = "{\"message\": \"TypeError\", \"stack\": \"at order (http://localhost/app.js:1:2)\"}";
        frontend.send("POST", "/ui/errors", error, 202);
        frontend.send("POST", "/v1/traces", PageSpans.export(), 200);
    }

    private void eventsFail(ShopUnderTest.Customer customer, String product) {
        var consumers = List.of(Service.INVENTORY, Service.USER);
        consumers.forEach(service -> client.switchOn(service, "event-handler").expecting(200));
        placed(customer, "standard", product);
        consumers.forEach(service -> await().atMost(ShopUnderTest.LIMIT)
                .until(() -> Metrics.of(client, service).named("events_processed_total").stream()
                        .anyMatch(sample -> sample.labels().contains("outcome=\"failed\"")
                                && sample.value().signum() > 0)));
        consumers.forEach(service -> client.switchOff(service, "event-handler").expecting(200));
    }

    private void refusals(ShopUnderTest.Customer customer) {
        for (var service : Service.values()) {
            for (var call = 0; call < 3; call++) {
                client.get(service, "/no/such/route/" + call, "").expecting(404);
            }
        }
        client.get(Service.ORDER, "/orders", "").expecting(401);
        client.get(Service.ORDER, "/orders", "not-a-token").expecting(401);
        client.get(Service.USER, "/users", customer.token()).expecting(403);
        client.post(Service.ORDER, "/orders", customer.token(), Map.of("type", "by-pigeon"))
                .expecting(400);
        client.put(Service.ORDER, "/orders", customer.token(), Map.of()).expecting(405);
        client.post(Service.ORDER, "/orders", customer.token(), Map.of("type", "x".repeat(70_000)))
                .expecting(413);
        client.get(Service.ORDER, "/orders/no-uuid", customer.token()).expecting(404);
    }

    private void redisDies(String product) {
        var account = Account.of("without-redis-" + System.nanoTime() + "@shop.example");
        client.register(account, "Edsger Dijkstra").expecting(201);
        shop.localShop().redis().interrupt();
        try {
            // Commands fail differently until the end of Redis has been noticed.
            client.product(product).expecting(200);
            client.tryToken(account).expecting(200);
            client.product(product).expecting(200);
            client.tryToken(account).expecting(200);
        } finally {
            shop.localShop().redis().resume();
        }
    }

    private void slowDatabases(ShopUnderTest.Customer customer, String product) {
        for (var service : Service.values()) {
            client.switchOn(service, "slow-database?delay=5ms").expecting(200);
        }
        client.get(Service.USER, "/users", shop.operator()).expecting(200);
        client.get(Service.INVENTORY, "/products?query=" + product, "").expecting(200);
        client.get(Service.ORDER, "/orders", customer.token()).expecting(200);
        for (var service : Service.values()) {
            client.switchOff(service, "slow-database").expecting(200);
        }
    }

    /** The signals that have arrived. */
    Emitted emitted() {
        return new Emitted(
                metrics("text/plain"),
                metrics("application/openmetrics-text;version=1.0.0,*/*;q=0.1"),
                spans(),
                lines(),
                shop.signals().telemetry().logs().records(),
                shop.signals().errors().events(),
                shop.signals().errors().transactions());
    }

    /**
     * Without the traces of requests whose caller disconnected: on a busy machine a service that has just started may
     * respond too late, and aborted requests are not part of the scenario.
     */
    private List<Span> spans() {
        var all = shop.signals().telemetry().traces().spans();
        var brokenOff = all.stream()
                .filter(span ->
                        span.kind() == Span.Kind.SERVER && !span.attributes().containsKey("http.response.status_code"))
                .map(Span::traceId)
                .collect(toSet());
        return all.stream().filter(span -> !brokenOff.contains(span.traceId())).toList();
    }

    /** @param format the Accept header of a scrape */
    private List<MetricFamilies.Metric> metrics(String format) {
        var metrics = new ArrayList<MetricFamilies.Metric>();
        for (var service : Service.values()) {
            metrics.addAll(MetricFamilies.parse(
                    service.id(),
                    client.management(service, "/metrics", format)
                            .expecting(200)
                            .text()));
        }
        var ofFrontend = frontend.client().management(Service.ORDER, "/metrics", format);
        metrics.addAll(
                MetricFamilies.parse(Frontend.ID, ofFrontend.expecting(200).text()));
        return metrics;
    }

    private List<JsonNode> lines() {
        var lines = new ArrayList<JsonNode>();
        var logs = Stream.concat(
                        Arrays.stream(Service.values()).map(shop.localShop()::log),
                        Stream.of(frontend.process().log()))
                .toList();
        for (var log : logs) {
            try {
                for (var line : Files.readAllLines(log)) {
                    // The JVM's own output contains no log records.
                    if (line.startsWith("{")) {
                        lines.add(JSON.readTree(line));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(lines).isNotEmpty();
        return lines;
    }
}
