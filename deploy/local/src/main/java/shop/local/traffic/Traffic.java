package shop.local.traffic;

import static java.util.Collections.nCopies;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import shop.backends.process.BoundedWait;
import shop.local.load.Request;
import shop.local.shop.Account;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** The requests that the customers of a shop send: mostly orders, and the reads around them. */
public final class Traffic implements AutoCloseable {
    private static final int CUSTOMERS = 10;
    private static final int PRODUCTS = 50;
    // Few enough that a cache with a lifetime of one second serves most reads.
    private static final int POPULAR_PRODUCTS = 3;
    private static final int UNLIMITED_STOCK = 1_000_000_000;
    // Not a secret: customers of generated traffic own nothing.
    private static final String CUSTOMER_PASSWORD = "generated-traffic";
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_ORDER_TIMEOUT = Duration.ofSeconds(60);
    // Tokens are valid for 15 minutes.
    private static final Duration TOKEN_REFRESH = Duration.ofMinutes(8);

    private final Shop shop;
    private final ShopClient client;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<String> products = new ArrayList<>();
    private final List<Customer> customers = new ArrayList<>();
    private final Map<Customer, String> firstOrders = new HashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile List<HttpRequest> mix = List.of();
    private volatile List<HttpRequest> orders = List.of();
    private volatile List<HttpRequest> reads = List.of();
    private volatile List<HttpRequest> refusals = List.of();
    private long loggedInAt;

    private Traffic(Shop shop) {
        this.shop = shop;
        this.client = new ShopClient(shop);
    }

    /** Creates products and customers where the shop does not have them yet, and logs the customers in. */
    public static Traffic of(Shop shop) {
        var traffic = new Traffic(shop);
        try {
            traffic.createProducts();
            traffic.registerCustomers();
            traffic.logIn();
            return traffic;
        } catch (RuntimeException e) {
            traffic.close();
            throw e;
        }
    }

    /** Renews the tokens before they expire. Password hashing costs CPU time: do not call it while measuring. */
    public void stayLoggedIn() {
        if (System.nanoTime() - loggedInAt > TOKEN_REFRESH.toNanos()) {
            logIn();
        }
    }

    /** The next request of {@link Kind#MIX}. */
    public Request next() {
        return next(Kind.MIX, _ -> {});
    }

    /**
     * The next request of a kind.
     *
     * @param responses receives each response
     */
    public Request next(Kind kind, Consumer<HttpResponse<Void>> responses) {
        var request = pick(
                switch (kind) {
                    case MIX -> mix;
                    case ORDERS -> orders;
                    case READS -> reads;
                    case REFUSALS -> refusals;
                });
        return () -> {
            var response = http.send(request, HttpResponse.BodyHandlers.discarding());
            responses.accept(response);
            return response.statusCode();
        };
    }

    /**
     * An order whose trace Jaeger keeps, even if it is short and successful.
     *
     * @param traces receives the trace ID
     */
    public Request orderToFollow(Consumer<String> traces) {
        var request = HttpRequest.newBuilder(pick(orders), (_, _) -> true)
                .header("baggage", ShopClient.KEEP_TRACE)
                .build();
        return () -> {
            var response = http.send(request, HttpResponse.BodyHandlers.discarding());
            response.headers().firstValue("X-Trace-Id").ifPresent(traces);
            return response.statusCode();
        };
    }

    /**
     * An order of two lines.
     *
     * @param traces receives the trace id of each confirmed order
     */
    public Request order(Consumer<String> traces) {
        return next(Kind.ORDERS, response -> {
            if (response.statusCode() == 201) {
                traces.accept(response.headers().firstValue("X-Trace-Id").orElse(""));
            }
        });
    }

    /** The same order from a client that closes the connection after a timeout. */
    public Request impatientOrder(Duration timeout) {
        var request = pick(orders);
        return () -> {
            var response = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                return response.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            } catch (TimeoutException e) {
                response.cancel(true);
                throw new IOException("closed after " + timeout, e);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        };
    }

    /**
     * Creates a product and orders all but some pieces of it.
     *
     * @return the product's id
     */
    public String buyUpTo(int pieces) {
        var id = "scarce-" + UUID.randomUUID();
        client.createProduct(client.token(shop.operator()), Product.of(id, "Teapot", "28.50", pieces + 1))
                .expecting(201);
        client.placeOrder(client.token(customers.getFirst().account), "standard", new Line(id, 1))
                .expecting(201);
        return id;
    }

    public void restock(String product) {
        client.post(
                        Service.INVENTORY,
                        "/products/" + product + "/restocks",
                        client.token(shop.operator()),
                        Map.of("quantity", UNLIMITED_STOCK))
                .expecting(200);
    }

    @Override
    public void close() {
        client.close();
        http.shutdownNow();
    }

    private HttpRequest pick(List<HttpRequest> requests) {
        return requests.get((int) (sent.getAndIncrement() % requests.size()));
    }

    private void createProducts() {
        var operator = client.token(shop.operator());
        for (var number = 0; number < PRODUCTS; number++) {
            var id = "load-" + number;
            client.createProduct(operator, Product.of(id, "Porcelain mug", "8.40", UNLIMITED_STOCK))
                    .expecting(201, 409);
            products.add(id);
        }
    }

    private void registerCustomers() {
        var operator = client.token(shop.operator());
        for (var number = 0; number < CUSTOMERS; number++) {
            var account = new Account("load-" + number + "@shop.example", CUSTOMER_PASSWORD);
            client.register(account, "Ada Lovelace").expecting(201, 409);
            var user = client.get(Service.USER, "/users?email=" + account.name(), operator)
                    .expecting(200)
                    .json();
            customers.add(new Customer(account, user.at("/items/0/id").asText()));
        }
    }

    private void logIn() {
        var mixed = new ArrayList<HttpRequest>();
        var ordered = new ArrayList<HttpRequest>();
        var refused = new ArrayList<HttpRequest>();
        var read = new ArrayList<HttpRequest>();
        for (var i = 0; i < CUSTOMERS; i++) {
            var customer = customers.get(i);
            var token = client.token(customer.account);
            for (var j = 0; j < 14; j++) {
                ordered.add(placing(token, product(14 * i + j), product(14 * i + j + 1)));
            }
            refused.add(placing(token, product(i), "no-such-product"));
            mixed.add(reading(Service.INVENTORY, "/products/" + product(i), token));
            mixed.add(reading(Service.INVENTORY, "/products/" + product(i + CUSTOMERS), token));
            mixed.addAll(nCopies(2, reading(Service.ORDER, "/orders/" + firstOrder(customer, token), token)));
            mixed.add(reading(Service.USER, "/users/" + customer.id, token));
            read.add(reading(Service.INVENTORY, "/products/" + product(i % POPULAR_PRODUCTS), token));
            read.add(reading(Service.USER, "/users/" + customer.id, token));
        }
        orders = List.copyOf(ordered);
        reads = List.copyOf(read);
        refusals = List.copyOf(refused);
        mixed.addAll(ordered);
        mixed.addAll(refused);
        // A fixed seed: every run sends the same sequence.
        Collections.shuffle(mixed, new Random(CUSTOMERS));
        mix = List.copyOf(mixed);
        loggedInAt = System.nanoTime();
    }

    private String product(int number) {
        return products.get(number % PRODUCTS);
    }

    private String firstOrder(Customer customer, String token) {
        return firstOrders.computeIfAbsent(customer, _ -> firstOrder(token));
    }

    private String firstOrder(String token) {
        var response = new AtomicReference<Response>();
        // Cold services on a busy machine may answer 503 at first.
        new BoundedWait(FIRST_ORDER_TIMEOUT, Duration.ofMillis(500)).until(() -> {
            response.set(client.placeOrder(token, "standard", new Line(product(0), 1)));
            return response.get().status() != 503;
        });
        return response.get().expecting(201).json().path("id").asText();
    }

    private HttpRequest placing(String token, String first, String second) {
        var body = """
                {"type": "standard", "lines": [
                  {"productId": "%s", "quantity": 1}, {"productId": "%s", "quantity": 2}]}""".formatted(first, second);
        return request(Service.ORDER, "/orders", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest reading(Service service, String path, String token) {
        return request(service, path, token).build();
    }

    private HttpRequest.Builder request(Service service, String path, String token) {
        return HttpRequest.newBuilder(URI.create(shop.address(service).url() + path))
                .timeout(RESPONSE_TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    /** A kind of traffic. */
    public enum Kind {
        /** Of 20 requests: 14 orders, 1 order of an unknown product, and 5 reads of products, orders and accounts. */
        MIX,
        /** Orders of two lines. */
        ORDERS,
        /** Reads of a few popular products and of accounts. */
        READS,
        /** Orders of an unknown product. */
        REFUSALS
    }

    private record Customer(Account account, String id) {}
}
