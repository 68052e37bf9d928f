package shop.local.chaos;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import shop.backends.process.BoundedWait;
import shop.local.shop.Account;
import shop.local.shop.Service;
import shop.local.shop.ShopClient;
import shop.local.shop.ShopClient.Product;

/** Concurrent customers of a shop, an operator who restocks what is scarce, and all that they were answered. */
final class Customers implements AutoCloseable {
    private static final int CUSTOMERS = 12;
    private static final int PLENTIFUL = 20;
    private static final int SCARCE = 4;
    private static final int PLENTY = 1_000_000;
    private static final int FEW = 40;
    private static final int MOST_LINES = 8;
    private static final int LONGEST_PAUSE_MILLIS = 120;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration RESTOCK_INTERVAL = Duration.ofSeconds(1);
    // Tokens are valid for 15 minutes.
    private static final Duration TOKEN_REFRESH = Duration.ofMinutes(7);

    private final ChaosShop shop;
    private final ShopClient client;
    private final CustomerCalls calls;
    private final List<Customer> customers = new ArrayList<>();
    private final Map<String, Stock> products = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Placement> placements = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean isStopping;
    private volatile long stoppedAt;
    private volatile long confirmedAt = System.nanoTime();
    private volatile String operator = "";
    private long loggedInAt;

    private Customers(ChaosShop shop) {
        this.shop = shop;
        this.client = new ShopClient(shop);
        this.calls = new CustomerCalls(shop);
    }

    /** Creates the products and registers the customers. */
    static Customers of(ChaosShop shop) {
        var customers = new Customers(shop);
        try {
            customers.createProducts();
            customers.register();
            customers.logIn();
            return customers;
        } catch (RuntimeException e) {
            customers.close();
            throw e;
        }
    }

    /** Lets all of them act until {@link #stop}. */
    void start(Random random) {
        if (System.nanoTime() - loggedInAt > TOKEN_REFRESH.toNanos()) {
            logIn();
        }
        isStopping = false;
        for (var customer : customers) {
            var decisions = new Random(random.nextLong());
            running.add(threads.submit(() -> order(customer, decisions)));
        }
        var decisions = new Random(random.nextLong());
        running.add(threads.submit(() -> restock(decisions)));
    }

    /** Waits until each has finished what it does: an open order with a key is repeated until it is answered. */
    void stop() {
        stoppedAt = System.nanoTime();
        isStopping = true;
        try {
            for (var customer : running) {
                customer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A customer failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while customers ordered", e);
        } finally {
            running.clear();
        }
    }

    /** Whether an order that was placed after an instant of {@link System#nanoTime()} was answered with 201. */
    boolean haveConfirmedSince(long instant) {
        return confirmedAt - instant > 0;
    }

    List<Placement> placements() {
        return List.copyOf(placements);
    }

    Map<String, Stock> products() {
        return Map.copyOf(products);
    }

    /** What user-service answers about the purchases of each customer. */
    Map<String, Audit.Summary> summaries() {
        return customers.stream().collect(toMap(customer -> customer.id, customer -> {
            var summary = client.get(Service.USER, "/users/" + customer.id + "/purchases", customer.token)
                    .expecting(200)
                    .json();
            return new Audit.Summary(
                    summary.path("orders").asLong(), summary.path("spent").decimalValue());
        }));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
        calls.close();
    }

    private void createProducts() {
        var token = client.token(shop.operator());
        IntStream.range(0, PLENTIFUL).forEach(number -> createProduct(token, "plentiful-" + number, number, PLENTY));
        IntStream.range(0, SCARCE).forEach(number -> createProduct(token, "scarce-" + number, number, FEW));
    }

    private void createProduct(String token, String id, int number, int pieces) {
        var price = BigDecimal.valueOf(199 + 37L * number, 2);
        client.createProduct(token, new Product(id, "Porcelain mug", price, pieces))
                .expecting(201);
        products.put(id, new Stock(price, pieces));
    }

    private void register() {
        for (var number = 0; number < CUSTOMERS; number++) {
            var account = Account.of("customer-" + number + "@shop.example");
            var user = client.register(account, "Ada Lovelace").expecting(201).json();
            customers.add(new Customer(account, user.path("id").asText()));
        }
    }

    private void logIn() {
        operator = client.token(shop.operator());
        customers.forEach(customer -> customer.token = client.token(customer.account));
        loggedInAt = System.nanoTime();
    }

    private void order(Customer customer, Random random) {
        while (!isStopping) {
            var placement = next(random);
            placements.add(placement);
            place(customer, placement, random);
            if (placement.isConfirmed()) {
                afterwards(customer, placement, random);
            } else if (isOpen(placement)) {
                pauseAfterFailure(random);
            }
            pause(random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    }

    private Placement next(Random random) {
        var key = Optional.of(key(random)).filter(_ -> random.nextInt(100) < 70);
        return Placement.of(key, lines(random));
    }

    private static String key(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Half of the orders have one line, a fifth has a scarce product. */
    private static Map<String, Integer> lines(Random random) {
        var count = random.nextBoolean() ? 1 : random.nextInt(2, MOST_LINES + 1);
        var lines = random.ints(0, PLENTIFUL)
                .distinct()
                .limit(count)
                .boxed()
                .collect(toMap(number -> "plentiful-" + number, _ -> random.nextInt(1, 4)));
        if (random.nextInt(5) == 0) {
            lines.remove(lines.keySet().iterator().next());
            lines.put("scarce-" + random.nextInt(SCARCE), random.nextInt(1, 4));
        }
        return lines;
    }

    private void place(Customer customer, Placement placement, Random random) {
        if (placement.key().isPresent() && random.nextInt(10) == 0) {
            var other = threads.submit(() -> send(customer, placement));
            send(customer, placement);
            await(other);
        } else {
            send(customer, placement);
        }
        // Some customers give up at once.
        if (placement.key().isPresent() && random.nextInt(4) > 0) {
            insist(random, () -> {
                if (isOpen(placement)) {
                    send(customer, placement);
                }
                return !isOpen(placement);
            });
        }
    }

    private static boolean isOpen(Placement placement) {
        return placement.answers().stream().allMatch(Placement.Answer::isOpen);
    }

    private void send(Customer customer, Placement placement) {
        var begin = System.nanoTime();
        var answer = calls.place(customer.token, placement);
        placement.answered(answer);
        if (answer.isConfirmation()) {
            confirmed(begin);
        }
    }

    private synchronized void confirmed(long begin) {
        confirmedAt = Math.max(confirmedAt, begin);
    }

    private void afterwards(Customer customer, Placement placement, Random random) {
        var choice = random.nextInt(100);
        if (choice < 15 && placement.key().isPresent()) {
            send(customer, placement);
        } else if (choice < 20 && placement.key().isPresent()) {
            var other = placement.withKeyReused(Map.of("plentiful-0", 1_000));
            placements.add(other);
            send(customer, other);
        } else if (choice < 40) {
            cancel(customer, placement, random);
        }
    }

    private void cancel(Customer customer, Placement placement, Random random) {
        var id = placement.confirmations().getFirst().orderId();
        var isPatient = random.nextInt(4) > 0;
        insist(random, () -> {
            var status = calls.cancel(customer.token, id);
            placement.cancellationAnswered(status);
            return !isPatient || status != 0 && status < 500;
        });
        if (random.nextInt(5) == 0) {
            placement.cancellationAnswered(calls.cancel(customer.token, id));
        }
    }

    /** Each restock has a key, and is repeated until it is answered. */
    private void restock(Random random) {
        while (!isStopping) {
            var product = "scarce-" + random.nextInt(SCARCE);
            var pieces = random.nextInt(1, FEW);
            var key = key(random);
            insist(random, () -> calls.restock(operator, product, pieces, key));
            products.computeIfPresent(product, (_, stock) -> stock.restocked(pieces));
            new BoundedWait(RESTOCK_INTERVAL, Duration.ofMillis(50)).until(() -> isStopping);
        }
    }

    /**
     * Sends a request until it is answered.
     *
     * @throws IllegalStateException if that takes too long although the shop has recovered
     */
    private void insist(Random random, BooleanSupplier isAnswered) {
        while (!isAnswered.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            if (isStopping && System.nanoTime() - stoppedAt > ANSWER_LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "A request with a key was not answered within " + ANSWER_LIMIT.toSeconds() + " s.");
            }
            pauseAfterFailure(random);
        }
    }

    private static void pauseAfterFailure(Random random) {
        pause(random.nextInt(200, 1_000));
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(int milliseconds) {
        var pause = Duration.ofMillis(milliseconds);
        new BoundedWait(pause, pause).until(() -> false);
    }

    private static final class Customer {
        private final Account account;
        private final String id;
        private volatile String token = "";

        private Customer(Account account, String id) {
            this.account = account;
            this.id = id;
        }
    }
}
