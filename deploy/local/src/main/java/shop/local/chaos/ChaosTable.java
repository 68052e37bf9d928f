package shop.local.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rounds of each fault as a Markdown table. */
final class ChaosTable {
    private final List<Round> rounds;

    ChaosTable(List<Round> rounds) {
        this.rounds = rounds;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add("| fault | rounds | orders | answered 201 | lost | doubled | oversold | longest recovery, s |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|---:|");
        rounds.stream()
                .collect(groupingBy(round -> round.fault.title(), LinkedHashMap::new, toList()))
                .forEach((title, ofFault) -> lines.add(line(title, ofFault)));
        lines.add(line("all", rounds));
        return String.join("\n", lines);
    }

    private static String line(String title, List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %d | %d | %d | %.1f |",
                title,
                rounds.size(),
                rounds.stream().mapToLong(Round::orders).sum(),
                rounds.stream().mapToLong(Round::confirmed).sum(),
                rounds.stream().mapToLong(round -> round.findings.lost().size()).sum(),
                rounds.stream()
                        .mapToLong(round -> round.findings.doubled().size())
                        .sum(),
                rounds.stream()
                        .mapToLong(round -> round.findings.piecesOversold())
                        .sum(),
                rounds.stream()
                                .mapToLong(round -> round.recovery.toMillis())
                                .max()
                                .orElse(0)
                        / 1e3);
    }

    /**
     * One round.
     *
     * @param orders number of orders that customers wanted, however often they asked
     * @param confirmed number of those that were answered with 201
     * @param statuses number of answers by status; 0 for none
     * @param recovery from the beginning of the repair until an order is confirmed and nothing from before is open
     */
    record Round(
            Fault fault,
            long orders,
            long confirmed,
            Map<Integer, Long> statuses,
            Findings findings,
            Duration recovery) {}
}
