package shop.local.otlp;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Renders a trace as a tree with one line per span: name, service, kind and duration. */
public final class TraceTree {
    private final Map<String, List<Span>> children;
    private final Set<String> orphans = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();

    private TraceTree(Trace trace) {
        children = trace.spans().stream().collect(groupingBy(Span::parentId));
        trace.orphans().forEach(span -> orphans.add(span.spanId()));
        trace.spans().stream()
                .filter(span -> span.parentId().isEmpty() || orphans.contains(span.spanId()))
                .forEach(span -> add(span, "", ""));
    }

    public static String of(Trace trace) {
        return new TraceTree(trace).draw();
    }

    private void add(Span span, String branch, String trunk) {
        var missing = orphans.contains(span.spanId()) ? "  (parent " + span.parentId() + " is missing)" : "";
        rows.add(new Row(branch + span.name(), span, missing));
        var below = children.getOrDefault(span.spanId(), List.of());
        for (var i = 0; i < below.size(); i++) {
            var last = i == below.size() - 1;
            add(below.get(i), trunk + (last ? "└─ " : "├─ "), trunk + (last ? "   " : "│  "));
        }
    }

    private String draw() {
        var nameWidth = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        var serviceWidth =
                rows.stream().mapToInt(row -> row.span.service().length()).max().orElse(0);
        var format = "%-" + Math.max(1, nameWidth) + "s  %-" + Math.max(1, serviceWidth) + "s  %-8s %9.1f ms%s\n";
        var tree = new StringBuilder();
        for (var row : rows) {
            tree.append(String.format(
                    Locale.ROOT,
                    format,
                    row.name,
                    row.span.service(),
                    row.span.kind(),
                    row.span.duration().toNanos() / 1e6,
                    row.missing));
        }
        return tree.toString();
    }

    private record Row(String name, Span span, String missing) {}
}
