package shop.local.otlp;

import java.time.Duration;
import java.util.Map;

/** Builds spans for tests. */
final class Spans {
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private Spans() {}

    static Span span(String id, String parentId, String service, String name, Span.Kind kind, long startMillis) {
        return new Span(
                TRACE,
                id,
                parentId,
                service,
                name,
                kind,
                Duration.ofMillis(startMillis).toNanos(),
                Duration.ofMillis(10),
                Map.of(),
                Span.Detail.NONE);
    }
}
