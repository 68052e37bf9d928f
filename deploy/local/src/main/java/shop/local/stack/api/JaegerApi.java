package shop.local.stack.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Client for Jaeger's API. */
public final class JaegerApi {
    private final HttpApi api;

    public JaegerApi(URI base) {
        this.api = new HttpApi(base);
    }

    /** Number of spans of a trace; 0 if Jaeger does not have it. */
    public int spans(String traceId) {
        return trace(traceId).size();
    }

    /** The spans of a trace, ordered by start time; none if Jaeger does not have it. */
    public List<Span> trace(String traceId) {
        var path = "/api/traces/" + traceId;
        if (!api.answers(path)) {
            return List.of();
        }
        var trace = api.json(path).path("data").path(0);
        var spans = new ArrayList<JsonNode>();
        trace.path("spans").forEach(spans::add);
        return spans.stream()
                .sorted(Comparator.comparingLong(span -> span.path("startTime").asLong()))
                .map(span -> span(span, trace.path("processes")))
                .toList();
    }

    private static Span span(JsonNode span, JsonNode processes) {
        var parent = span.path("references").path(0);
        return new Span(
                span.path("spanID").asText(),
                parent.path("spanID").asText(),
                processes
                                .path(span.path("processID").asText())
                                .path("serviceName")
                                .asText() + ": " + span.path("operationName").asText());
    }

    /** The trace's page. */
    public URI page(String traceId) {
        return api.page("/trace/" + traceId);
    }

    /**
     * A span.
     *
     * @param parent its ID, or empty
     * @param operation service and name, such as {@code order-service: POST /orders}
     */
    public record Span(String id, String parent, String operation) {}
}
