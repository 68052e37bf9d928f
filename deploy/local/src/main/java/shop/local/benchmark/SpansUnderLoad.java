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
import shop.local.program.Interruptible;
import shop.local.program.Settings;
import shop.local.program.StartFailure;
import shop.local.shop.LocalShop;
import shop.local.shop.LocalShopOptions;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic;

/** Places orders under load and looks for a span that did not arrive. */
public final class SpansUnderLoad implements AutoCloseable {
    private static final int WARM_UP_CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    // Longer than an exporter waits before it sends.
    private static final Duration QUIET = Duration.ofSeconds(12);
    private static final int REFERENCES = 4;
    private static final int EXAMPLES = 10;
    private static final Duration LAST_SPAN_LIMIT = Duration.ofSeconds(120);

    private final SpanCounter ledger;
    private final Sink receiver;
    private final LocalShop suite;
    private final Traffic shoppers;

    private SpansUnderLoad(SpanCounter ledger, Sink receiver, LocalShop suite) {
        this.ledger = ledger;
        this.receiver = receiver;
        this.suite = suite;
        this.shoppers = Traffic.of(suite);
    }

    /** Runs it in the folder of the root pom: 200 orders a second for a minute, or what RATE and DURATION say. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> {
            var rate = Settings.positive(System.getenv(), "RATE", 200);
            var duration = Duration.ofSeconds(Settings.positive(System.getenv(), "DURATION", 60));
            var root = Path.of("").toAbsolutePath();
            StartupChecks.checkPackages(root);
            try (var shop = start(root)) {
                System.out.println("Placing " + rate + " orders/s for " + duration.toSeconds() + " s");
                var finding = shop.after(orders -> Load.atRate(rate, OverheadSettings.MOST_AT_ONCE, duration, orders));
                System.out.println(finding);
                if (!finding.isComplete()) {
                    throw new StartFailure(
                            "Not all traces are complete.",
                            finding.incomplete().stream().limit(EXAMPLES).toList());
                }
            }
        });
    }

    static SpansUnderLoad start(Path root) {
        var ledger = new SpanCounter();
        var receiver = Sink.start(ledger::add);
        try {
            var options = LocalShopOptions.freePorts(root, "http://" + receiver.authority())
                    .unwatched();
            return new SpansUnderLoad(ledger, receiver, LocalShop.start(options, _ -> {}));
        } catch (RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    /** Puts a load on it, waits for the last span, and compares each confirmed order's trace with one placed at leisure. */
    Finding after(Function<Supplier<Request>, Measurement> load) {
        Load.asFastAsItGoes(WARM_UP_CLIENTS, WARM_UP, () -> shoppers.order(_ -> {}));
        var reference = reference();
        var confirmed = new ConcurrentLinkedQueue<String>();
        var answers = load.apply(() -> shoppers.order(confirmed::add));
        var incomplete = new ArrayList<>(confirmed);
        new BoundedWait(LAST_SPAN_LIMIT, Duration.ofMillis(500)).until(() -> {
            incomplete.removeIf(trace -> ledger.census(trace).isWhole(reference));
            return incomplete.stream().allMatch(trace -> ledger.isQuiet(trace, QUIET));
        });
        return new Finding(
                answers,
                reference,
                confirmed.size(),
                incomplete.stream()
                        .map(trace -> trace + ": " + ledger.census(trace).difference(reference))
                        .toList());
    }

    @Override
    public void close() {
        shoppers.close();
        suite.close();
        receiver.close();
    }

    /** The trace of an order whose buyer is in the cache, as nearly all are under load: the smallest of a few. */
    private Counts reference() {
        var orders = new ArrayList<String>();
        for (var i = 0; i < REFERENCES; i++) {
            Load.once(shoppers.order(orders::add));
        }
        BoundedWait.upTo(LAST_SPAN_LIMIT).until(() -> orders.stream().allMatch(order -> ledger.isQuiet(order, QUIET)));
        return orders.stream()
                .map(ledger::census)
                .min(Comparator.comparingInt(Counts::spans))
                .orElseThrow();
    }

    /**
     * What became of the traces.
     *
     * @param answers all answers of the load
     * @param reference what the trace of each confirmed order must hold
     * @param confirmed how many orders were answered with 201
     * @param incomplete their traces that lack a span, and which
     */
    record Finding(Measurement answers, Counts reference, int confirmed, List<String> incomplete) {
        boolean isComplete() {
            return confirmed > 0 && incomplete.isEmpty();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d answers, %.0f a second; %d orders confirmed; %d of their traces complete with at least %d spans.",
                    answers.answers(),
                    answers.throughput(),
                    confirmed,
                    confirmed - incomplete.size(),
                    reference.spans());
        }
    }
}
