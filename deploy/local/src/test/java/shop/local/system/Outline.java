package shop.local.system;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import shop.local.otlp.Span;
import shop.local.otlp.Trace;

/**
 * The spans of a trace without times: one line per span, children below their parent.
 *
 * <p>Sending an event comes last, and its consumers are in the order of their names, because they start at any time.
 */
final class Outline {
    private static final Comparator<Span> ORDER = Comparator.<Span, Boolean>comparing(
                    span -> span.kind() == Span.Kind.PRODUCER)
            .thenComparing(span -> span.kind() == Span.Kind.CONSUMER ? span.service() : "");

    private final Map<String, List<Span>> children;
    private final StringBuilder text = new StringBuilder();

    private Outline(Trace trace) {
        children = trace.spans().stream().collect(groupingBy(Span::parentId));
        trace.roots().forEach(root -> add(root, ""));
    }

    static String of(Trace trace) {
        return new Outline(trace).text.toString();
    }

    private void add(Span span, String indent) {
        text.append(indent)
                .append(span.name())
                .append(" - ")
                .append(span.kind())
                .append(' ')
                .append(span.service())
                .append(span.detail().status().code() == Span.Status.Code.ERROR ? " ERROR" : "")
                .append('\n');
        children.getOrDefault(span.spanId(), List.of()).stream()
                .sorted(ORDER)
                .forEach(child -> add(child, indent + "  "));
    }
}
