package shop.local.otlp;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shop.backends.process.BoundedWait;

/** Keeps the latest traces in memory, up to a number of spans. */
public final class TraceStore {
    private final int maxSpans;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int size;

    public TraceStore(int maxSpans) {
        this.maxSpans = maxSpans;
    }

    synchronized void add(Collection<Span> spans) {
        for (var span : spans) {
            var entry = entries.computeIfAbsent(span.traceId(), _ -> new Entry());
            // An exporter without a response retries.
            if (entry.spans.put(span.spanId(), span) == null) {
                size++;
                entry.lastArrival = System.nanoTime();
            }
        }
        while (size > maxSpans) {
            var oldest = entries.entrySet().iterator().next();
            entries.remove(oldest.getKey());
            size -= oldest.getValue().spans.size();
        }
    }

    public synchronized Optional<Trace> trace(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> new Trace(id, List.copyOf(entry.spans.values())));
    }

    /** All stored spans. */
    public synchronized List<Span> spans() {
        return entries.values().stream()
                .flatMap(entry -> entry.spans.values().stream())
                .toList();
    }

    /**
     * Waits until a trace is connected, has spans of all given services, and no new span has arrived for some time.
     *
     * @return what has arrived of the trace within the limit
     */
    public Trace awaitComplete(String id, Set<String> services, Duration quiet, Duration limit) {
        BoundedWait.upTo(limit).until(() -> isComplete(id, services, quiet));
        return trace(id).orElseGet(() -> new Trace(id, List.of()));
    }

    private boolean isComplete(String id, Set<String> services, Duration quiet) {
        return isQuiet(id, quiet)
                && trace(id)
                        .filter(Trace::isConnected)
                        .filter(trace -> trace.services().containsAll(services))
                        .isPresent();
    }

    private synchronized boolean isQuiet(String id, Duration quiet) {
        var entry = entries.get(id);
        return entry != null && System.nanoTime() - entry.lastArrival >= quiet.toNanos();
    }

    private static final class Entry {
        private final Map<String, Span> spans = new LinkedHashMap<>();
        private long lastArrival;
    }
}
