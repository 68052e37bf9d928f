package shop.local.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.backends.process.BoundedWait;
import shop.local.benchmark.database.DatabaseConnection;
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.load.Request;
import shop.local.load.Sink;
import shop.local.otlp.SpanCounter;
import shop.local.otlp.SpanCounter.Counts;
import shop.local.program.EnvironmentSettings;
import shop.local.program.Interruptible;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.Service;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/** Places orders under load and looks for lost spans. */
public final class SpansUnderLoad implements AutoCloseable {
    private static final int WARM_UP_CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    // Longer than the export interval.
    private static final Duration QUIET = Duration.ofSeconds(12);
    private static final int REFERENCES = 4;
    private static final int EXAMPLES = 10;
    private static final Duration LAST_SPAN_LIMIT = Duration.ofSeconds(120);
    private static final List<String> OF_ITS_EVENT =
            List.of("order-service: send orders", "inventory-service: process orders", "user-service: process orders");

    private final SpanCounter counter;
    private final Sink receiver;
    private final LocalShop localShop;
    private final Traffic traffic;

    private SpansUnderLoad(SpanCounter counter, Sink receiver, LocalShop localShop) {
        this.counter = counter;
        this.receiver = receiver;
        this.localShop = localShop;
        this.traffic = Traffic.of(localShop);
    }

    /**
     * Runs it in the folder of the root pom for a minute or DURATION seconds: 200 orders/s or RATE, or as many as
     * CLIENTS concurrent customers can place.
     */
    public static void main(String[] arguments) {
        Interruptible.run(() -> {
            var load = load(System.getenv());
            var root = Path.of("").toAbsolutePath();
            StartupChecks.checkPackages(root);
            try (var shop = start(root)) {
                var result = shop.after(load);
                System.out.println(result);
                if (!result.isComplete()) {
                    throw new StartFailure(
                            "Not all traces are complete.",
                            result.incomplete().stream().limit(EXAMPLES).toList());
                }
            }
        });
    }

    private static Function<Supplier<Request>, Measurement> load(Map<String, String> environment) {
        var duration = Duration.ofSeconds(EnvironmentSettings.positive(environment, "DURATION", 60));
        if (environment.containsKey("CLIENTS")) {
            var clients = EnvironmentSettings.positive(environment, "CLIENTS", WARM_UP_CLIENTS);
            System.out.println(clients + " customers order for " + duration.toSeconds() + " s");
            return orders -> Load.closedLoop(clients, duration, orders);
        }
        var rate = EnvironmentSettings.positive(environment, "RATE", 200);
        System.out.println("Placing " + rate + " orders/s for " + duration.toSeconds() + " s");
        return orders -> Load.openLoop(rate, OverheadSettings.MAX_CONCURRENT_REQUESTS, duration, orders);
    }

    static SpansUnderLoad start(Path root) {
        var counter = new SpanCounter();
        var receiver = Sink.start(counter::add);
        try {
            var options = LocalShopOptions.freePorts(root, "http://" + receiver.authority())
                    .underLoad();
            return new SpansUnderLoad(counter, receiver, LocalShop.start(options, _ -> {}));
        } catch (RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    /** Applies a load, waits for the last span, and compares each confirmed order's trace with one of an idle shop. */
    Result after(Function<Supplier<Request>, Measurement> load) {
        Load.closedLoop(WARM_UP_CLIENTS, WARM_UP, () -> traffic.order(_ -> {}));
        var reference = reference();
        var confirmed = new ConcurrentLinkedQueue<String>();
        var responses = load.apply(() -> traffic.order(confirmed::add));
        awaitEvents();
        var incomplete = new ArrayList<>(confirmed);
        new BoundedWait(LAST_SPAN_LIMIT, Duration.ofMillis(500)).until(() -> {
            incomplete.removeIf(trace -> counter.counts(trace).isComplete(reference));
            return incomplete.stream().allMatch(trace -> counter.isQuiet(trace, QUIET));
        });
        return new Result(
                responses,
                reference,
                confirmed.size(),
                incomplete.stream()
                        .map(trace -> trace + ": " + counter.counts(trace).difference(reference))
                        .toList());
    }

    @Override
    public void close() {
        traffic.close();
        localShop.close();
        receiver.close();
    }

    /** The smallest of a few traces: its customer was cached, as almost always under load. */
    private Counts reference() {
        var orders = new ArrayList<String>();
        for (var i = 0; i < REFERENCES; i++) {
            Load.once(traffic.order(orders::add));
        }
        awaitEvents();
        BoundedWait.upTo(LAST_SPAN_LIMIT).until(() -> orders.stream().allMatch(order -> counter.isQuiet(order, QUIET)));
        var reference = orders.stream()
                .map(counter::counts)
                .min(Comparator.comparingInt(Counts::spans))
                .orElseThrow();
        if (!reference.labels().keySet().containsAll(OF_ITS_EVENT)) {
            throw new StartFailure("The trace of an order lacks spans of its event: " + reference.labels());
        }
        return reference;
    }

    /** Consumers may be behind: their spans come after all others. */
    private void awaitEvents() {
        try (var orders = DatabaseConnection.of(localShop.postgres(), Service.ORDER.database())) {
            var count = "select count(*) from outbox";
            var areHandled = BoundedWait.upTo(LAST_SPAN_LIMIT)
                    .until(() -> orders.rows(count).getFirst().getFirst().equals("0"));
            if (!areHandled) {
                throw new StartFailure("Events were not handled within " + LAST_SPAN_LIMIT.toSeconds() + " s.");
            }
        }
    }

    /**
     * The outcome.
     *
     * @param responses all responses
     * @param reference the spans that each confirmed order's trace must contain
     * @param confirmed number of responses with status 201
     * @param incomplete traces with missing spans
     */
    record Result(Measurement responses, Counts reference, int confirmed, List<String> incomplete) {
        boolean isComplete() {
            return confirmed > 0 && incomplete.isEmpty();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d responses, %.0f per second; %d orders confirmed;"
                            + " %d of their traces complete with at least %d spans, those of its event included.",
                    responses.responses(),
                    responses.throughput(),
                    confirmed,
                    confirmed - incomplete.size(),
                    reference.spans());
        }
    }
}
