package shop.local.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must never happen, and has.
 *
 * @param lost orders that were answered with 201 and are not confirmed
 * @param doubled orders that were wanted once and are confirmed twice
 * @param oversold pieces that were sold and did not exist, by product
 * @param differences all else that does not match
 */
record Findings(Set<String> lost, Set<String> doubled, Map<String, Long> oversold, Set<String> differences) {
    static final Findings NONE = new Findings(Set.of(), Set.of(), Map.of(), Set.of());

    boolean areNone() {
        return lost.isEmpty() && doubled.isEmpty() && oversold.isEmpty() && differences.isEmpty();
    }

    /** Those that are not among earlier ones. */
    Findings since(Findings earlier) {
        var more = new HashMap<>(oversold);
        more.replaceAll((product, pieces) -> pieces - earlier.oversold.getOrDefault(product, 0L));
        more.values().removeIf(pieces -> pieces <= 0);
        return new Findings(
                without(lost, earlier.lost),
                without(doubled, earlier.doubled),
                more,
                without(differences, earlier.differences));
    }

    long piecesOversold() {
        return oversold.values().stream().mapToLong(Long::longValue).sum();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lost.forEach(line -> lines.add("lost: " + line));
        doubled.forEach(line -> lines.add("doubled: " + line));
        oversold.forEach((product, pieces) -> lines.add("oversold: " + pieces + " pieces of " + product));
        lines.addAll(differences);
        return lines;
    }

    private static Set<String> without(Set<String> all, Set<String> removed) {
        var rest = new TreeSet<>(all);
        rest.removeAll(removed);
        return rest;
    }
}
