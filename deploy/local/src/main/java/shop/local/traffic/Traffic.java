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
import shop.local.shop.Credentials;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.Shop;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** The traffic of a shop: for the most part orders, and what people look at on the way. */
public final class Traffic implements AutoCloseable {
    private static final int CUSTOMERS = 10;
    private static final int PRODUCTS = 50;
    // As many as are read often enough for a cache that keeps them a second.
    private static final int POPULAR = 3;
    private static final int ENDLESS = 1_000_000_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration FIRST_ORDER_LIMIT = Duration.ofSeconds(60);
    // They last for a quarter of an hour.
    private static final Duration TOKENS_LAST = Duration.ofMinutes(8);

    private final Shop site;
    private final ShopClient client;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<String> products = new ArrayList<>();
    private final List<Customer> customers = new ArrayList<>();
    private final AtomicLong visits = new AtomicLong();
    private volatile List<HttpRequest> mix = List.of();
    private volatile List<HttpRequest> orders = List.of();
    private volatile List<HttpRequest> reads = List.of();
    private volatile List<HttpRequest> refusals = List.of();
    private long loggedIn;

    private Traffic(Shop site) {
        this.site = site;
        this.client = new ShopClient(site);
    }

    /** Fills the shelves and registers customers, who log in. */
    public static Traffic of(Shop site) {
        var shoppers = new Traffic(site);
        shoppers.fillShelves();
        shoppers.register();
        shoppers.logIn();
        return shoppers;
    }

    /** Renews their tokens where they are about to end; costs some hashing, so not to be measured. */
    public void stayLoggedIn() {
        if (System.nanoTime() - loggedIn > TOKENS_LAST.toNanos()) {
            logIn();
        }
    }

    /** Of twenty requests fourteen orders, one refused order, and five reads of products, orders and accounts. */
    public Request next() {
        var request = pick(mix);
        return () -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /**
     * The next visit of a kind.
     *
     * @param answers is told each answer
     */
    public Request next(Kind visit, Consumer<HttpResponse<Void>> answers) {
        var request = pick(
                switch (visit) {
                    case MIX -> mix;
                    case ORDERS -> orders;
                    case READS -> reads;
                    case REFUSALS -> refusals;
                });
        return () -> {
            var answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            answers.accept(answer);
            return answer.statusCode();
        };
    }

    /** An order whose trace is to be kept, however good and short it is. */
    public Request orderToFollow() {
        var request = HttpRequest.newBuilder(pick(orders), (_, _) -> true)
                .header("baggage", ShopClient.KEEP_TRACE)
                .build();
        return () -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /**
     * An order of two lines, each the same work.
     *
     * @param trace is told the trace of an order that was confirmed
     */
    public Request order(Consumer<String> trace) {
        var request = pick(orders);
        return () -> {
            var answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() == 201) {
                trace.accept(answer.headers().firstValue("X-Trace-Id").orElse(""));
            }
            return answer.statusCode();
        };
    }

    /** The same order by somebody who hangs up where no answer comes soon. */
    public Request impatientOrder(Duration patience) {
        var request = pick(orders);
        return () -> {
            var answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new IOException("hung up after " + patience, e);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        };
    }

    /**
     * Puts a product on a shelf and buys all of it but these pieces.
     *
     * @return the product's id
     */
    public String buyUpTo(int pieces) {
        var id = "scarce-" + UUID.randomUUID();
        client.createProduct(client.token(site.operator()), Product.of(id, "Teapot", "28.50", pieces + 1))
                .expecting(201);
        client.placeOrder(client.token(customers.getFirst().account), "standard", new Line(id, 1))
                .expecting(201);
        return id;
    }

    /** Fills the shelf of a product. */
    public void restock(String product) {
        client.post(
                        Service.INVENTORY,
                        "/products/" + product + "/restocks",
                        client.token(site.operator()),
                        Map.of("quantity", ENDLESS))
                .expecting(200);
    }

    @Override
    public void close() {
        client.close();
        http.shutdownNow();
    }

    private HttpRequest pick(List<HttpRequest> requests) {
        return requests.get((int) (visits.getAndIncrement() % requests.size()));
    }

    private void fillShelves() {
        var operator = client.token(site.operator());
        var run = UUID.randomUUID();
        for (var i = 0; i < PRODUCTS; i++) {
            var id = "load-" + run + "-" + i;
            client.createProduct(operator, Product.of(id, "Porcelain mug", "8.40", ENDLESS))
                    .expecting(201);
            products.add(id);
        }
    }

    private void register() {
        for (var i = 0; i < CUSTOMERS; i++) {
            var account = Credentials.of(UUID.randomUUID() + "@shop.example");
            var user = client.register(account, "Ada Lovelace").expecting(201).json();
            customers.add(new Customer(account, user.path("id").asText()));
        }
    }

    private void logIn() {
        var visited = new ArrayList<HttpRequest>();
        var ordered = new ArrayList<HttpRequest>();
        var refused = new ArrayList<HttpRequest>();
        var browsed = new ArrayList<HttpRequest>();
        for (var i = 0; i < CUSTOMERS; i++) {
            var customer = customers.get(i);
            var token = client.token(customer.account);
            for (var j = 0; j < 14; j++) {
                ordered.add(placing(token, product(14 * i + j), product(14 * i + j + 1)));
            }
            refused.add(placing(token, product(i), "no-such-product"));
            visited.add(reading(Service.INVENTORY, "/products/" + product(i), token));
            visited.add(reading(Service.INVENTORY, "/products/" + product(i + CUSTOMERS), token));
            visited.addAll(nCopies(2, reading(Service.ORDER, "/orders/" + firstOrder(token), token)));
            visited.add(reading(Service.USER, "/users/" + customer.id, token));
            browsed.add(reading(Service.INVENTORY, "/products/" + product(i % POPULAR), token));
            browsed.add(reading(Service.USER, "/users/" + customer.id, token));
        }
        orders = List.copyOf(ordered);
        reads = List.copyOf(browsed);
        refusals = List.copyOf(refused);
        visited.addAll(ordered);
        visited.addAll(refused);
        // Well mixed, and the same for every suite.
        Collections.shuffle(visited, new Random(CUSTOMERS));
        mix = List.copyOf(visited);
        loggedIn = System.nanoTime();
    }

    private String product(int number) {
        return products.get(number % PRODUCTS);
    }

    private String firstOrder(String token) {
        var answer = new AtomicReference<Response>();
        // The first of all finds cold services, and on a busy machine one of them may give up on another.
        new BoundedWait(FIRST_ORDER_LIMIT, Duration.ofMillis(500)).until(() -> {
            answer.set(client.placeOrder(token, "standard", new Line(product(0), 1)));
            return answer.get().status() != 503;
        });
        return answer.get().expecting(201).json().path("id").asText();
    }

    private HttpRequest placing(String token, String first, String second) {
        var body = """
                {"type": "standard", "lines": [{"productId": "%s", "quantity": 1}, {"productId": "%s", "quantity": 2}]}""".formatted(first, second);
        return request(Service.ORDER, "/orders", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest reading(Service service, String path, String token) {
        return request(service, path, token).build();
    }

    private HttpRequest.Builder request(Service service, String path, String token) {
        return HttpRequest.newBuilder(URI.create(site.address(service).url() + path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    /** What people come for. */
    public enum Kind {
        /** Of twenty requests fourteen orders, one refused order, and five reads of products, orders and accounts. */
        MIX,
        /** Orders of two lines, each the same work. */
        ORDERS,
        /** A few products that all look at, and accounts; nothing is bought. */
        READS,
        /** Everybody orders what is not sold. */
        REFUSALS
    }

    private record Customer(Credentials account, String id) {}
}
