package shop.local.benchmark;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import shop.local.benchmark.Variant.Round;
import shop.local.load.Ratios;
import shop.local.shop.Service;

/** Rounds of orders as a Markdown table: medians, and ratios to the first shop with as many clients. */
final class BenchTable {
    private static final double MEBIBYTE = 1 << 20;

    private final List<Row> rows;

    BenchTable(List<Row> rows) {
        this.rows = rows;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add("| clients | shop | orders/s | ratio | of PostgreSQL's limit | refused | p50, ms | p99, ms | ratio"
                + " | services' CPU per order, ms | ratio | user, inventory, order | RSS idle, MiB | after, MiB |");
        lines.add("|---:|---|---:|---|---:|---:|---:|---:|---|---:|---|---|---:|---:|");
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.0f | %s | %s | %.1f %% | %.1f | %.1f | %s | %.2f | %s | %s | %.0f | %.0f |",
                row.clients,
                row.shop,
                median(row, BenchTable::throughput),
                ratios(row, BenchTable::throughput),
                row.limits.isEmpty() ? "–" : share(row),
                100 * median(row, round -> refused(round)),
                median(row, round -> latency(round, 50)),
                median(row, round -> latency(round, 99)),
                ratios(row, round -> latency(round, 99)),
                median(row, BenchTable::processorTime),
                ratios(row, BenchTable::processorTime),
                Arrays.stream(Service.values())
                        .map(service ->
                                String.format(Locale.ROOT, "%.2f", median(row, round -> processorTime(round, service))))
                        .collect(joining(", ")),
                row.idle / MEBIBYTE,
                row.after / MEBIBYTE);
    }

    private static String share(Row row) {
        var shares = new Ratios(IntStream.range(0, row.rounds.size())
                .mapToObj(i -> throughput(row.rounds.get(i)) / row.limits.get(i))
                .toList());
        return String.format(Locale.ROOT, "%.1f %%", 100 * shares.median());
    }

    private String ratios(Row row, ToDoubleFunction<Round> figure) {
        var first = rows.stream()
                .filter(other -> other.clients == row.clients)
                .findFirst()
                .orElseThrow();
        if (first == row) {
            return "1";
        }
        return new Ratios(IntStream.range(0, row.rounds.size())
                        .mapToObj(i ->
                                figure.applyAsDouble(row.rounds.get(i)) / figure.applyAsDouble(first.rounds.get(i)))
                        .toList())
                .toString();
    }

    private static double median(Row row, ToDoubleFunction<Round> figure) {
        return new Ratios(row.rounds.stream().map(figure::applyAsDouble).toList()).median();
    }

    private static double throughput(Round round) {
        return round.responses().throughput()
                * orders(round)
                / round.responses().responses();
    }

    /** Share of requests without an order, those without a response included. */
    private static double refused(Round round) {
        var requests = round.responses().responses() + round.responses().failures();
        return 1 - orders(round) / requests;
    }

    private static double latency(Round round, double percentile) {
        return milliseconds(round.responses().latency(percentile));
    }

    private static double processorTime(Round round) {
        return milliseconds(round.processorTimes().all()) / orders(round);
    }

    private static double processorTime(Round round, Service service) {
        return milliseconds(round.processorTimes().services().get(service)) / orders(round);
    }

    private static double orders(Round round) {
        return round.responses().responses(201);
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /**
     * One shop with one number of clients.
     *
     * @param rounds in order of time
     * @param limits orders per second of PostgreSQL alone in the same rounds; empty if they were not measured
     * @param idle resident bytes of the services before the load
     * @param after resident bytes of the services after all rounds
     */
    record Row(int clients, String shop, List<Round> rounds, List<Double> limits, long idle, long after) {}
}
