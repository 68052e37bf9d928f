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
import shop.local.load.Load;
import shop.local.load.Measurement;
import shop.local.load.Request;
import shop.local.program.Interruptible;
import shop.local.shop.Signal;
import shop.local.shop.StartupChecks;

/**
 * Measures what the signals cost: suites that send some of them, and one that sends none, get the same load in turn.
 *
 * <p>All of them run all the time, and their rounds alternate and mirror each other (ABBA), so that what the machine does
 * meanwhile meets all alike.
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
        var arms = new ArrayList<Variant>();
        try {
            arms.add(start(root, Signal.NONE));
            settings.signals().forEach(signals -> arms.add(start(root, signals)));
            report(measure(arms), arms);
        } finally {
            arms.forEach(Variant::close);
        }
    }

    private Variant start(Path root, Set<Signal> signals) {
        out.println("Starting the shop with signals: " + Signal.label(signals));
        return Variant.start(root, signals, _ -> {});
    }

    private Map<Variant, Rounds> measure(List<Variant> arms) {
        var rate = warmUp(arms);
        out.printf(
                Locale.ROOT,
                "Measuring: %d rounds of %d s each as fast as %d clients go, then at %.0f requests/s%n",
                settings.rounds(),
                settings.round().toSeconds(),
                settings.clients(),
                rate);
        var rounds = new LinkedHashMap<Variant, Rounds>();
        arms.forEach(arm -> rounds.put(arm, Rounds.none(arm.label())));
        for (var number = 0; number < settings.rounds(); number++) {
            var order = number % 2 == 0 ? arms : arms.reversed();
            order.forEach(arm -> rounds.get(arm).full().add(arm.measure(this::asFastAsItGoes)));
            order.forEach(arm -> rounds.get(arm)
                    .fixed()
                    .add(arm.measure(
                            requests -> Load.atRate(rate, OverheadSettings.MOST_AT_ONCE, settings.round(), requests))));
            out.println("  round " + (number + 1) + " of " + settings.rounds());
        }
        return rounds;
    }

    /** @return the rate that all suites can take: half of what the first one does in its last lap, where none is set */
    private double warmUp(List<Variant> arms) {
        out.println("Warming up, " + settings.warmUp().toSeconds() + " s each");
        var laps = Math.max(1, settings.warmUp().dividedBy(settings.round()));
        var throughput = 0.0;
        for (var lap = 0; lap < laps; lap++) {
            for (var arm : arms) {
                var answers = arm.measure(this::asFastAsItGoes).answers();
                out.printf(Locale.ROOT, "  %s: %.0f requests/s%n", arm.label(), answers.throughput());
                throughput = arm == arms.getFirst() ? answers.throughput() : throughput;
            }
        }
        return settings.rate() > 0 ? settings.rate() : Math.max(1, Math.floor(throughput / 2));
    }

    private Measurement asFastAsItGoes(Supplier<Request> requests) {
        return Load.asFastAsItGoes(settings.clients(), settings.round(), requests);
    }

    private void report(Map<Variant, Rounds> rounds, List<Variant> arms) {
        var none = rounds.get(arms.getFirst());
        arms.stream().skip(1).forEach(arm -> out.printf("%n%s%n", new OverheadTable(none, rounds.get(arm))));
        out.println();
        out.println("Ratios: the median of the rounds' ratios, and the least and the most of them.");
        arms.forEach(arm -> out.println("Answers with signals " + arm.label() + ": "
                + answers(rounds.get(arm).answers()) + ". Sent: " + arm.sent()));
    }

    private static String answers(Measurement answers) {
        return answers.statuses().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(status -> status.getValue() + " × " + status.getKey())
                        .collect(joining(", "))
                + (answers.failures() == 0 ? "" : ", " + answers.failures() + " without an answer");
    }
}
