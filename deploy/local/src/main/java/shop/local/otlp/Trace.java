package shop.local.otlp;

import static java.util.stream.Collectors.toSet;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The spans of one trace that have arrived so far, ordered by start time. */
public record Trace(String id, List<Span> spans) {

    public Trace {
        spans = spans.stream().sorted(Comparator.comparingLong(Span::start)).toList();
    }

    /** Spans without a parent: exactly one in a complete trace. */
    public List<Span> roots() {
        return spans.stream().filter(span -> span.parentId().isEmpty()).toList();
    }

    /** Spans whose parent has not arrived. */
    public List<Span> orphans() {
        var known = spans.stream().map(Span::spanId).collect(toSet());
        return spans.stream()
                .filter(span -> !span.parentId().isEmpty() && !known.contains(span.parentId()))
                .toList();
    }

    public Set<String> services() {
        return spans.stream().map(Span::service).collect(toSet());
    }

    /** Number of times that a consumer has handled an event. */
    public int consumers() {
        return (int)
                spans.stream().filter(span -> span.kind() == Span.Kind.CONSUMER).count();
    }

    /** Whether all spans form one tree. */
    public boolean isConnected() {
        return roots().size() == 1 && orphans().isEmpty();
    }
}
