package shop.local.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One span as a service sent it.
 *
 * @param parentId empty for a root span
 * @param service the {@code service.name} of its resource
 * @param start nanoseconds since the epoch
 * @param attributes as texts; their types are in the detail
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
        Map<String, String> attributes,
        Detail detail) {

    public Span {
        attributes = Map.copyOf(attributes);
    }

    /** OpenTelemetry's span kinds. */
    public enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /**
     * The parts of a span that a tree does not show.
     *
     * @param types the OTLP type of each attribute, such as string or int[]
     * @param resource resource attributes
     * @param scope name of the instrumentation scope
     * @param traceState W3C tracestate
     */
    public record Detail(
            Status status,
            Map<String, String> types,
            List<Event> events,
            List<Link> links,
            Map<String, String> resource,
            String scope,
            String traceState) {
        static final Detail NONE =
                new Detail(new Status(Status.Code.UNSET, ""), Map.of(), List.of(), List.of(), Map.of(), "", "");
    }

    /** The span status. */
    public record Status(Code code, String message) {
        /** OpenTelemetry's status codes. */
        public enum Code {
            UNSET,
            OK,
            ERROR
        }
    }

    /**
     * A span event, such as an exception.
     *
     * @param time nanoseconds since the epoch
     */
    public record Event(String name, long time, Map<String, String> attributes) {}

    /** A link to another span. */
    public record Link(String traceId, String spanId, Map<String, String> attributes) {}
}
