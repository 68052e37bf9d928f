package shop.local.trace;

import java.time.Duration;
import java.util.Map;

/**
 * One span as a service sent it.
 *
 * @param parentId empty where it has none
 * @param service the {@code service.name} of its resource
 * @param start nanoseconds since the epoch
 */
public record Span(
        String traceId,
        String spanId,
        String parentId,
        String service,
        String name,
        Kind kind,
        long start,
        Duration duration,
        Map<String, String> attributes) {

    public Span {
        attributes = Map.copyOf(attributes);
    }

    /** Its place in a call, as OpenTelemetry names it. */
    public enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }
}
