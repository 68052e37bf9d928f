package shop.local.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import shop.local.otlp.Trace;
import shop.local.shop.Account;
import shop.local.shop.LocalShop;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** The running shop of the system tests, with helpers for customers, products, orders and their signals. */
final class ShopUnderTest implements Closeable {
    static final Set<String> SERVICES = Set.of("order-service", "user-service", "inventory-service");
    static final Duration LIMIT = Duration.ofSeconds(20);
    // An abandoned order is rejected after 15 seconds, by a sweep that runs every 5 seconds.
    private static final Duration GIVEN_UP_LIMIT = Duration.ofSeconds(60);
    private static final int CONSUMERS = 2;
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(10);

    private final SignalReceivers signals;
    private final LocalShop localShop;
    private final ShopClient client;
    private String operatorToken;
    private long loggedIn;

    ShopUnderTest(SignalReceivers signals, LocalShop localShop) {
        this.signals = signals;
        this.localShop = localShop;
        this.client = new ShopClient(localShop);
        logIn();
    }

    SignalReceivers signals() {
        return signals;
    }

    LocalShop localShop() {
        return localShop;
    }

    ShopClient client() {
        return client;
    }

    String operator() {
        if (System.nanoTime() - loggedIn > TOKEN_LASTS.toNanos()) {
            logIn();
        }
        return operatorToken;
    }

    private void logIn() {
        operatorToken = client.token(localShop.operator());
        loggedIn = System.nanoTime();
    }

    /** A new customer, registered and logged in. */
    Customer customer() {
        var account = Account.of(UUID.randomUUID() + "@shop.example");
        var user = client.register(account, "Ada Lovelace").expecting(201).json();
        return new Customer(client, user.path("id").asText(), client.token(account));
    }

    /** A product that no other test has. */
    String product(String price, int stock) {
        var id = "product-" + UUID.randomUUID();
        client.createProduct(operator(), Product.of(id, "Electric kettle", price, stock))
                .expecting(201);
        return id;
    }

    /** Waits until a product shows a level: the cache may lag by a second, and an aborted order holds stock. */
    void awaitAvailable(String productId, int level) {
        await().atMost(GIVEN_UP_LIMIT)
                .untilAsserted(() -> assertThat(client.available(productId)).isEqualTo(level));
    }

    Trace trace(String id) {
        return signals.telemetry().traces().awaitComplete(id, SERVICES, Duration.ofMillis(1_500), LIMIT);
    }

    /** The trace of a request whose event has reached both of its consumers. */
    Trace traceWithEvent(String id) {
        var traces = signals.telemetry().traces();
        await().atMost(LIMIT)
                .until(() ->
                        traces.trace(id).stream().mapToInt(Trace::consumers).sum() == CONSUMERS);
        return trace(id);
    }

    /** The trace of a request that reaches only these services. */
    Trace trace(String id, Service... services) {
        var ids = Arrays.stream(services).map(Service::id).collect(toSet());
        return signals.telemetry().traces().awaitComplete(id, ids, Duration.ofMillis(1_500), LIMIT);
    }

    @Override
    public void close() {
        client.close();
        localShop.close();
        signals.close();
    }

    /** A registered customer with a token. */
    record Customer(ShopClient client, String id, String token) {
        Response orders(String type, String productId, int quantity) {
            return client.placeOrder(token, type, new Line(productId, quantity));
        }
    }
}
