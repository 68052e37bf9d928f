package shop.local.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes a trace as Jaeger's {@code GET /api/traces/{id}} does, without its warnings. */
final class JaegerJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JaegerJson() {}

    static String of(Trace trace) {
        var data = JSON.createObjectNode().put("traceID", trace.id());
        var processes = new LinkedHashMap<Map<String, String>, String>();
        var spans = data.putArray("spans");
        for (var span : trace.spans()) {
            var process = processes.computeIfAbsent(span.detail().resource(), _ -> "p" + (processes.size() + 1));
            write(span, process, spans.addObject());
        }
        var described = data.putObject("processes");
        processes.forEach((resource, id) -> {
            var process = described.putObject(id).put("serviceName", resource.getOrDefault("service.name", ""));
            var tags = process.putArray("tags");
            resource.entrySet().stream()
                    .filter(attribute -> !attribute.getKey().equals("service.name"))
                    .forEach(attribute -> tag(tags, attribute.getKey(), attribute.getValue()));
        });
        var answer = JSON.createObjectNode();
        answer.putArray("data").add(data);
        return answer.toString();
    }

    private static void write(Span span, String process, ObjectNode json) {
        json.put("traceID", span.traceId()).put("spanID", span.spanId()).put("operationName", span.name());
        var references = json.putArray("references");
        if (!span.parentId().isEmpty()) {
            reference(references, "CHILD_OF", span.traceId(), span.parentId());
        }
        span.detail().links().forEach(link -> reference(references, "FOLLOWS_FROM", link.traceId(), link.spanId()));
        json.put("startTime", microseconds(span.start()))
                .put("duration", microseconds(span.duration().toNanos()));
        var tags = json.putArray("tags");
        span.attributes().forEach((key, value) -> tag(tags, key, value));
        if (span.kind() != Span.Kind.UNSPECIFIED) {
            tag(tags, "span.kind", span.kind().name().toLowerCase(Locale.ROOT));
        }
        writeStatus(span, tags);
        var logs = json.putArray("logs");
        for (var event : span.detail().events()) {
            var fields = logs.addObject()
                    .put("timestamp", microseconds(event.time()))
                    .putArray("fields");
            tag(fields, "event", event.name());
            event.attributes().forEach((key, value) -> tag(fields, key, value));
        }
        json.put("processID", process);
    }

    private static void writeStatus(Span span, ArrayNode tags) {
        var status = span.detail().status();
        if (status.code() == Span.Status.Code.UNSET) {
            return;
        }
        tag(tags, "otel.status_code", status.code().name());
        if (status.code() == Span.Status.Code.ERROR) {
            tags.addObject().put("key", "error").put("type", "bool").put("value", true);
        }
        if (!status.message().isEmpty()) {
            tag(tags, "otel.status_description", status.message());
        }
    }

    private static void reference(ArrayNode references, String type, String traceId, String spanId) {
        references.addObject().put("refType", type).put("traceID", traceId).put("spanID", spanId);
    }

    private static void tag(ArrayNode tags, String key, String value) {
        tags.addObject().put("key", key).put("type", "string").put("value", value);
    }

    private static long microseconds(long nanoseconds) {
        return TimeUnit.NANOSECONDS.toMicros(nanoseconds);
    }
}
