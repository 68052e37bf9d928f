package shop.local.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One span as a service sent it.
 *
 * @param parentId empty where it has none
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

    /** Its place in a call, as OpenTelemetry names it. */
    public enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /**
     * What a tree of spans does not show.
     *
     * @param types the type of each attribute: string, int, double, bool, or one of these with {@code []} behind it
     * @param resource the attributes of the process that sent it
     * @param scope the library that made it
     * @param traceState what its trace's callers wrote there
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

    /** How it ended. */
    public record Status(Code code, String message) {
        /** As OpenTelemetry names them. */
        public enum Code {
            UNSET,
            OK,
            ERROR
        }
    }

    /** Something that happened in it, such as an exception. */
    public record Event(String name, Map<String, String> attributes) {}

    /** Another span that it has to do with. */
    public record Link(String traceId, String spanId, Map<String, String> attributes) {}
}
