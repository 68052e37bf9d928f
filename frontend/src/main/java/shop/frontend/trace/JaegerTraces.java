package shop.frontend.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import shop.frontend.Calls;
import shop.frontend.FrontendConfig;

/** Traces from Jaeger's API. */
@Singleton
class JaegerTraces {

    private static final int NOT_FOUND = 404;

    /**
     * @param parentId null for a root span
     * @param start microseconds since the epoch
     * @param duration microseconds
     */
    @RegisterForReflection
    record Span(
            String spanId,
            String parentId,
            String service,
            String name,
            String kind,
            long start,
            long duration,
            boolean error,
            Map<String, String> attributes,
            List<Event> events,
            List<Link> links) {}

    @RegisterForReflection
    record Event(String name, long at, Map<String, String> attributes) {}

    @RegisterForReflection
    record Link(String traceId, String spanId) {}

    private final Calls calls;
    private final FrontendConfig config;

    JaegerTraces(Calls calls, FrontendConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /** Spans in the order of their start; none while Jaeger does not know the trace; empty without Jaeger. */
    Optional<List<Span>> spans(String traceId) {
        return config.program("jaeger").flatMap(jaeger -> {
            try {
                var answer = Calls.await(calls.get(Calls.address(jaeger, "/api/traces/" + traceId)));
                if (answer.status() == NOT_FOUND) {
                    return Optional.of(List.of());
                }
                return answer.isSuccess()
                        ? Optional.of(
                                spans(traceId, calls.parse(answer).path("data").path(0)))
                        : Optional.empty();
            } catch (CompletionException | UncheckedIOException e) {
                return Optional.empty();
            }
        });
    }

    private static List<Span> spans(String traceId, JsonNode trace) {
        return stream(trace.path("spans"))
                .map(span -> span(traceId, span, trace.path("processes")))
                .sorted((one, other) -> Long.compare(one.start(), other.start()))
                .toList();
    }

    private static Span span(String traceId, JsonNode span, JsonNode processes) {
        var tags = values(span.path("tags"));
        var kind = Objects.requireNonNullElse(tags.remove("span.kind"), "internal");
        var error = tags.remove("error");
        var parent = stream(span.path("references"))
                .filter(reference -> reference.path("refType").asText().equals("CHILD_OF"))
                .filter(reference -> reference.path("traceID").asText().equals(traceId))
                .map(reference -> reference.path("spanID").asText())
                .findFirst();
        var links = stream(span.path("references"))
                .filter(reference -> reference.path("refType").asText().equals("FOLLOWS_FROM"))
                .map(reference -> new Link(
                        reference.path("traceID").asText(),
                        reference.path("spanID").asText()))
                .toList();
        return new Span(
                span.path("spanID").asText(),
                parent.orElse(null),
                processes
                        .path(span.path("processID").asText())
                        .path("serviceName")
                        .asText(),
                span.path("operationName").asText(),
                kind,
                span.path("startTime").asLong(),
                span.path("duration").asLong(),
                "true".equals(error),
                tags,
                stream(span.path("logs")).map(JaegerTraces::event).toList(),
                links);
    }

    private static Event event(JsonNode log) {
        var fields = values(log.path("fields"));
        var name = Objects.requireNonNullElse(fields.remove("event"), "log");
        return new Event(name, log.path("timestamp").asLong(), fields);
    }

    private static Map<String, String> values(JsonNode tags) {
        var values = new LinkedHashMap<String, String>();
        tags.forEach(
                tag -> values.put(tag.path("key").asText(), tag.path("value").asText()));
        return values;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
