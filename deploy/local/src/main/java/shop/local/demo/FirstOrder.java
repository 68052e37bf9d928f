package shop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import shop.backends.process.BoundedWait;
import shop.local.otlp.OtlpReceiver;
import shop.local.otlp.Trace;
import shop.local.otlp.TraceTree;
import shop.local.shop.Account;
import shop.local.shop.Response;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Line;
import shop.local.shop.ShopClient.Product;

/** Adds products, places an order, and prints the order, its trace and the stock. */
final class FirstOrder {
    private static final Set<String> SERVICES = Set.of(Service.ORDER.id(), Service.USER.id(), Service.INVENTORY.id());
    private static final int CONSUMERS = 2;
    private static final String PRODUCT = "kettle";
    private static final int QUANTITY = 2;
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(30);
    private static final Duration TRACE_QUIET = Duration.ofMillis(1_500);
    private static final Duration TRACE_LIMIT = Duration.ofSeconds(20);
    private static final Duration LEVEL_LIMIT = Duration.ofSeconds(5);

    private final ShopClient shop;
    private final OtlpReceiver receiver;
    private final Account operator;
    private final Account customer;
    private final PrintStream out;

    FirstOrder(ShopClient shop, OtlpReceiver receiver, Account operator, Account customer, PrintStream out) {
        this.shop = shop;
        this.receiver = receiver;
        this.operator = operator;
        this.customer = customer;
        this.out = out;
    }

    void show() {
        var token = shop.token(customer);
        var before = shop.available(PRODUCT);

        var answer = placeOrder(token).expecting(201);

        showOrder(answer.json());
        showTrace(answer.traceId());
        showLevel(before);
    }

    private Response placeOrder(String token) {
        var response = new AtomicReference<Response>();
        // Cold services on a busy machine may answer 503 at first.
        BoundedWait.upTo(ORDER_LIMIT).until(() -> {
            response.set(
                    shop.placeOrderToFollow(token, "express", new Line(PRODUCT, QUANTITY), new Line("green-tea", 1)));
            return response.get().status() != 503;
        });
        return response.get();
    }

    /** Adds the products and the customer. */
    void fillShop(List<Product> products) {
        var token = shop.token(operator);
        products.forEach(product -> shop.createProduct(token, product).expecting(201));
        shop.register(customer, "Ada Lovelace").expecting(201);
    }

    private void showOrder(JsonNode order) {
        out.println();
        out.println("The order:");
        out.println(order.toPrettyString());
    }

    private void showTrace(String id) {
        BoundedWait.upTo(TRACE_LIMIT)
                .until(() -> receiver.traces().trace(id).stream()
                                .mapToInt(Trace::consumers)
                                .sum()
                        == CONSUMERS);
        var trace = receiver.traces().awaitComplete(id, SERVICES, TRACE_QUIET, TRACE_LIMIT);
        out.println();
        out.println("Its trace " + id + ", " + trace.spans().size() + " spans of "
                + trace.services().size() + " services:");
        out.print(TraceTree.of(trace));
        if (!trace.isConnected() || !trace.services().containsAll(SERVICES) || trace.consumers() < CONSUMERS) {
            out.println("The trace is incomplete: not all spans arrived within " + TRACE_LIMIT.toSeconds() + " s.");
        }
    }

    private void showLevel(int before) {
        // Products come from a cache and may be one second old.
        BoundedWait.upTo(LEVEL_LIMIT).until(() -> shop.available(PRODUCT) == before - QUANTITY);
        out.println();
        out.println(
                "Stock of " + PRODUCT + ": " + before + " before the order, " + shop.available(PRODUCT) + " after it.");
    }
}
