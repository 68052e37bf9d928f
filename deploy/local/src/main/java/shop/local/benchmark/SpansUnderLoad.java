package shop.local.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.backends.process.BoundedWait;
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

    /** Runs it in the folder of the root pom: 200 orders a second for a minute, or what RATE and DURATION say. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> {
            var rate = EnvironmentSettings.positive(System.getenv(), "RATE", 200);
            var duration = Duration.ofSeconds(EnvironmentSettings.positive(System.getenv(), "DURATION", 60));
            var root = Path.of("").toAbsolutePath();
            StartupChecks.checkPackages(root);
            try (var shop = start(root)) {
                System.out.println("Placing " + rate + " orders/s for " + duration.toSeconds() + " s");
                var result = shop.after(
                        orders -> Load.openLoop(rate, OverheadSettings.MAX_CONCURRENT_REQUESTS, duration, orders));
                System.out.println(result);
                if (!result.isComplete()) {
                    throw new StartFailure(
                            "Not all traces are complete.",
                            result.incomplete().stream().limit(EXAMPLES).toList());
                }
            }
        });
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
        BoundedWait.upTo(LAST_SPAN_LIMIT).until(() -> orders.stream().allMatch(order -> counter.isQuiet(order, QUIET)));
        return orders.stream()
                .map(counter::counts)
                .min(Comparator.comparingInt(Counts::spans))
                .orElseThrow();
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
                            + " %d of their traces complete with at least %d spans.",
                    responses.responses(),
                    responses.throughput(),
                    confirmed,
                    confirmed - incomplete.size(),
                    reference.spans());
        }
    }
}
