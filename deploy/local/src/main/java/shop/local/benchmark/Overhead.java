package shop.local.benchmark;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import shop.local.benchmark.OverheadTable.Rounds;
import shop.local.benchmark.Variant.Setup;
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.load.Request;
import shop.local.program.Interruptible;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;
import shop.local.traffic.Traffic.Kind;

/**
 * Measures the cost of the signals: shops that send some of them, and one that sends none, get the same load in turn.
 *
 * <p>All of them run all the time, and their rounds alternate in mirrored order (ABBA), so that background activity of
 * the machine affects all alike.
 */
public final class Overhead {
    private final OverheadSettings settings;
    private final PrintStream out;

    private Overhead(OverheadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs it in the folder of the root pom; its settings come from the environment. */
    public static void main(String[] arguments) {
        Interruptible.run(() -> new Overhead(OverheadSettings.of(System.getenv()), System.out)
                .run(Path.of("").toAbsolutePath()));
    }

    private void run(Path root) {
        StartupChecks.checkPackages(root);
        var variants = new ArrayList<Variant>();
        try {
            variants.add(start(root, Signal.NONE));
            settings.signals().forEach(signals -> variants.add(start(root, signals)));
            report(measure(variants), variants);
        } finally {
            variants.forEach(Variant::close);
        }
    }

    private Variant start(Path root, Set<Signal> signals) {
        out.println("Starting the shop with signals: " + Signal.label(signals));
        return Variant.start(new Setup(Signal.label(signals), root, Packaging.JAR, signals, Kind.MIX, false));
    }

    private Map<Variant, Rounds> measure(List<Variant> variants) {
        var rate = warmUp(variants);
        out.printf(
                Locale.ROOT,
                "Measuring: %d rounds of %d s each, closed loop with %d clients, then open loop at %.0f requests/s%n",
                settings.rounds(),
                settings.round().toSeconds(),
                settings.clients(),
                rate);
        var rounds = new LinkedHashMap<Variant, Rounds>();
        variants.forEach(variant -> rounds.put(variant, Rounds.none(variant.label())));
        for (var number = 0; number < settings.rounds(); number++) {
            var order = number % 2 == 0 ? variants : variants.reversed();
            order.forEach(variant -> rounds.get(variant).full().add(variant.measure(this::closedLoop)));
            order.forEach(variant -> rounds.get(variant)
                    .fixed()
                    .add(variant.measure(requests -> Load.openLoop(
                            rate, OverheadSettings.MAX_CONCURRENT_REQUESTS, settings.round(), requests))));
            out.println("  round " + (number + 1) + " of " + settings.rounds());
        }
        return rounds;
    }

    /** @return the configured rate, or half of the first variant's throughput in its last lap */
    private double warmUp(List<Variant> variants) {
        var first = new WarmUp(this::closedLoop, settings.warmUp(), out)
                .run(variants)
                .getFirst();
        return settings.rate() > 0
                ? settings.rate()
                : Math.max(1, Math.floor(first.responses().throughput() / 2));
    }

    private Measurement closedLoop(Supplier<Request> requests) {
        return Load.closedLoop(settings.clients(), settings.round(), requests);
    }

    private void report(Map<Variant, Rounds> rounds, List<Variant> variants) {
        var none = rounds.get(variants.getFirst());
        variants.stream()
                .skip(1)
                .forEach(variant -> out.printf("%n%s%n", new OverheadTable(none, rounds.get(variant))));
        out.println();
        out.println("Ratios: median (minimum to maximum) of the rounds.");
        variants.forEach(variant -> out.println("Responses with signals " + variant.label() + ": "
                + responses(rounds.get(variant).responses()) + ". Sent: " + variant.sent()));
    }

    private static String responses(Measurement responses) {
        return responses.statuses().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(status -> status.getValue() + " × " + status.getKey())
                        .collect(joining(", "))
                + (responses.failures() == 0 ? "" : ", " + responses.failures() + " without a response");
    }
}
