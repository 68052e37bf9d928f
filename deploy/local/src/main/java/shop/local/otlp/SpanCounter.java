package shop.local.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts the spans of each trace, with little memory per span, so that it can hold all traces of a load. */
public final class SpanCounter {
    private static final long NONE = 0;

    private final Map<String, Held> traces = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    /**
     * Reads an OTLP request.
     *
     * @param encoding {@code gzip}, {@code identity}, or empty
     */
    public void add(byte[] body, String encoding) throws IOException {
        var request = ExportTraceServiceRequest.parseFrom(OtlpReceiver.decoded(body, encoding));
        for (var resourceSpans : request.getResourceSpansList()) {
            var service = OtlpValues.service(resourceSpans.getResource());
            for (var scopeSpans : resourceSpans.getScopeSpansList()) {
                scopeSpans.getSpansList().forEach(span -> add(service, span));
            }
        }
    }

    /** The spans of a trace so far. */
    public synchronized Counts counts(String traceId) {
        var held = traces.get(traceId);
        return held == null ? Counts.NOTHING : count(held.spans);
    }

    /** Whether spans of a trace arrived, but no new one recently. */
    public synchronized boolean isQuiet(String traceId, Duration quiet) {
        var held = traces.get(traceId);
        return held != null && System.nanoTime() - held.lastArrival > quiet.toNanos();
    }

    private synchronized void add(String service, Span span) {
        var label = labels.computeIfAbsent(service + ": " + span.getName(), name -> name);
        var id = OtlpValues.hex(span.getTraceId());
        var held = traces.computeIfAbsent(id, _ -> new Held());
        var entry = new Entry(label, number(span.getParentSpanId().toByteArray()));
        // An exporter without a response retries.
        if (held.spans.put(number(span.getSpanId().toByteArray()), entry) == null) {
            held.lastArrival = System.nanoTime();
        }
    }

    private static Counts count(Map<Long, Entry> spans) {
        var labels = new HashMap<String, Integer>();
        var missing = new HashSet<Long>();
        var roots = 0;
        for (var span : spans.values()) {
            labels.merge(span.label, 1, Integer::sum);
            if (span.parent == NONE) {
                roots++;
            } else if (!spans.containsKey(span.parent)) {
                missing.add(span.parent);
            }
        }
        return new Counts(labels, roots, missing.size());
    }

    /** @param id eight bytes, or none */
    private static long number(byte[] id) {
        var number = NONE;
        for (var part : id) {
            number = number << Byte.SIZE | part & 0xff;
        }
        return number;
    }

    private static final class Held {
        private final Map<Long, Entry> spans = new HashMap<>();
        private long lastArrival;
    }

    private record Entry(String label, long parent) {}

    /**
     * The spans of a trace, counted.
     *
     * @param labels how many there are of each service and name
     * @param roots spans without a parent
     * @param missing spans that others have as their parent and that have not arrived
     */
    public record Counts(Map<String, Integer> labels, int roots, int missing) {
        public static final Counts NOTHING = new Counts(Map.of(), 0, 0);

        public Counts {
            labels = Map.copyOf(labels);
        }

        /** Whether it is one tree with at least the spans of a reference trace. */
        public boolean isComplete(Counts other) {
            return roots == 1 && missing == 0 && lacking(other).isEmpty();
        }

        /** What is missing compared to a reference trace. */
        public String difference(Counts other) {
            return roots + " roots, " + missing + " parents missing, fewer of " + lacking(other);
        }

        public int spans() {
            return labels.values().stream().mapToInt(Integer::intValue).sum();
        }

        private Set<String> lacking(Counts other) {
            var lacking = new HashSet<>(other.labels.keySet());
            lacking.removeIf(label -> labels.getOrDefault(label, 0) >= other.labels.get(label));
            return lacking;
        }
    }
}
