package shop.local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** Places several orders per second until it is closed, regardless of failures. */
public final class SteadyOrders implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration TOKEN_LASTS = Duration.ofMinutes(10);
    /** Stands for a request without a response. */
    static final int NO_ANSWER = 0;

    private final Shop shop;
    private final ShopClient client;
    private final Account account = Account.of(UUID.randomUUID() + "@shop.example");
    private final String product = "product-" + UUID.randomUUID();
    private final Queue<String> confirmed = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final Thread thread;
    private String token;
    private long loggedIn;

    public SteadyOrders(Shop shop) {
        this.shop = shop;
        this.client = new ShopClient(shop);
        client.createProduct(client.token(shop.operator()), Product.of(product, "Electric kettle", "12.00", 1_000_000))
                .expecting(201);
        client.register(account, "Grace Hopper").expecting(201);
        logIn();
        this.thread = Thread.ofVirtual().name("steady-orders").start(this::order);
    }

    /** Number of responses by status. */
    public Map<Integer, Integer> statuses() {
        return Map.copyOf(statuses);
    }

    public int confirmed() {
        return confirmed.size();
    }

    /** Asserts that every confirmed order is still confirmed. */
    public void assertNoneIsLost() {
        var operator = client.token(shop.operator());
        assertThat(confirmed)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(client.get(Service.ORDER, "/orders/" + id, operator)
                                .expecting(200)
                                .json()
                                .path("status")
                                .asText())
                        .isEqualTo("CONFIRMED"));
    }

    /** Stops placing orders; the placed ones can still be checked. */
    public void stop() {
        leaving.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        client.close();
    }

    private void order() {
        try {
            while (!leaving.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                var status = NO_ANSWER;
                try {
                    if (System.nanoTime() - loggedIn > TOKEN_LASTS.toNanos()) {
                        logIn();
                    }
                    var answer = client.placeOrder(token, "standard", new Line(product, 1));
                    status = answer.status();
                    if (status == 201) {
                        confirmed.add(answer.json().path("id").asText());
                    }
                } catch (UncheckedIOException | IllegalStateException e) {
                    // The service was just killed.
                }
                statuses.merge(status, 1, Integer::sum);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void logIn() {
        token = client.token(account);
        loggedIn = System.nanoTime();
    }
}
