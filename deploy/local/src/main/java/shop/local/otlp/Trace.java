package shop.local.otlp;

import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The spans of one trace that have arrived so far, in the order of their starts. */
public record Trace(String id, List<Span> spans) {

    public Trace {
        spans = spans.stream().sorted(Comparator.comparingLong(Span::start)).toList();
    }

    /** Those that started the trace: one, where it is whole. */
    public List<Span> roots() {
        return spans.stream().filter(span -> span.parentId().isEmpty()).toList();
    }

    /** Those whose parent has not arrived. */
    public List<Span> orphans() {
        var known = spans.stream().map(Span::spanId).collect(toSet());
        return spans.stream()
                .filter(span -> !span.parentId().isEmpty() && !known.contains(span.parentId()))
                .toList();
    }

    public Set<String> services() {
        return spans.stream().map(Span::service).collect(toSet());
    }

    /** Whether one root leads to every span. */
    public boolean isConnected() {
        return roots().size() == 1 && orphans().isEmpty();
    }
}
