package shop.local.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import shop.local.benchmark.Variant.Round;
import shop.local.load.Measurement;
import shop.local.load.Ratios;
import shop.local.shop.Service;

/** Compares rounds with signals to rounds without, as a Markdown table. */
final class OverheadTable {
    private final Rounds without;
    private final Rounds with;

    OverheadTable(Rounds without, Rounds with) {
        this.without = without;
        this.with = with;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add("| | %s | %s | ratio |".formatted(without.label, with.label));
        lines.add("|---|---:|---:|---|");
        lines.add(row(
                "throughput, requests/s",
                without.full,
                with.full,
                round -> round.responses().throughput()));
        lines.add(row(
                "services' CPU per request, ms",
                without.full,
                with.full,
                round -> round.milliseconds(round.processorTimes().all())));
        for (var service : Service.values()) {
            lines.add(row(
                    "… of " + service.id(),
                    without.full,
                    with.full,
                    round ->
                            round.milliseconds(round.processorTimes().services().get(service))));
        }
        lines.add(row(
                "clients' and receivers' CPU per request, ms",
                without.full,
                with.full,
                round -> round.milliseconds(round.processorTimes().load())));
        lines.add(row(
                "open loop: services' CPU per request, ms",
                without.fixed,
                with.fixed,
                round -> round.milliseconds(round.processorTimes().all())));
        for (var percentile : List.of(50, 99)) {
            lines.add(row(
                    "open loop: p" + percentile + ", ms",
                    without.fixed,
                    with.fixed,
                    round -> round.responses().latency(percentile).toNanos() / 1e6));
        }
        return String.join("\n", lines);
    }

    private static String row(String name, List<Round> without, List<Round> with, ToDoubleFunction<Round> figure) {
        var ratios = new Ratios(IntStream.range(0, without.size())
                .mapToObj(i -> figure.applyAsDouble(with.get(i)) / figure.applyAsDouble(without.get(i)))
                .toList());
        return String.format(
                Locale.ROOT, "| %s | %.2f | %.2f | %s |", name, median(without, figure), median(with, figure), ratios);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Ratios(rounds.stream().map(figure::applyAsDouble).toList()).median();
    }

    /**
     * Measurements of one variant, in order of time.
     *
     * @param full closed loop
     * @param fixed open loop, at the same rate for all variants
     */
    record Rounds(String label, List<Round> full, List<Round> fixed) {
        static Rounds none(String label) {
            return new Rounds(label, new ArrayList<>(), new ArrayList<>());
        }

        /** The results of all requests. */
        Measurement responses() {
            var all = new Measurement();
            full.forEach(round -> all.add(round.responses()));
            fixed.forEach(round -> all.add(round.responses()));
            return all;
        }
    }
}
