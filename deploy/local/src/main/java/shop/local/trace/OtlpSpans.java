package shop.local.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads the spans of an OTLP request: https://opentelemetry.io/docs/specs/otlp/. */
final class OtlpSpans {
    private OtlpSpans() {}

    static List<Span> of(ExportTraceServiceRequest request) {
        var spans = new ArrayList<Span>();
        for (var resourceSpans : request.getResourceSpansList()) {
            var service = attributes(resourceSpans.getResource().getAttributesList())
                    .getOrDefault("service.name", "unknown_service");
            for (var scopeSpans : resourceSpans.getScopeSpansList()) {
                scopeSpans.getSpansList().forEach(span -> spans.add(span(service, span)));
            }
        }
        return spans;
    }

    private static Span span(String service, io.opentelemetry.proto.trace.v1.Span span) {
        return new Span(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                service,
                span.getName(),
                kind(span),
                span.getStartTimeUnixNano(),
                Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()),
                attributes(span.getAttributesList()));
    }

    private static Span.Kind kind(io.opentelemetry.proto.trace.v1.Span span) {
        return switch (span.getKind()) {
            case SPAN_KIND_INTERNAL -> Span.Kind.INTERNAL;
            case SPAN_KIND_SERVER -> Span.Kind.SERVER;
            case SPAN_KIND_CLIENT -> Span.Kind.CLIENT;
            case SPAN_KIND_PRODUCER -> Span.Kind.PRODUCER;
            case SPAN_KIND_CONSUMER -> Span.Kind.CONSUMER;
            case SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> Span.Kind.UNSPECIFIED;
        };
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        var texts = new HashMap<String, String>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
