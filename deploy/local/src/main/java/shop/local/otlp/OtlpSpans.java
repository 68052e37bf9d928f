package shop.local.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the spans of an OTLP request: https://opentelemetry.io/docs/specs/otlp/. */
final class OtlpSpans {
    private OtlpSpans() {}

    static List<Span> of(ExportTraceServiceRequest request) {
        var spans = new ArrayList<Span>();
        for (var resourceSpans : request.getResourceSpansList()) {
            for (var scopeSpans : resourceSpans.getScopeSpansList()) {
                scopeSpans
                        .getSpansList()
                        .forEach(span -> spans.add(span(resourceSpans.getResource(), scopeSpans.getScope(), span)));
            }
        }
        return spans;
    }

    private static Span span(Resource resource, InstrumentationScope scope, io.opentelemetry.proto.trace.v1.Span span) {
        var origin = OtlpValues.texts(resource.getAttributesList());
        return new Span(
                OtlpValues.hex(span.getTraceId()),
                OtlpValues.hex(span.getSpanId()),
                OtlpValues.hex(span.getParentSpanId()),
                OtlpValues.service(resource),
                span.getName(),
                kind(span),
                span.getStartTimeUnixNano(),
                Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()),
                OtlpValues.texts(span.getAttributesList()),
                new Span.Detail(
                        status(span),
                        OtlpValues.types(span.getAttributesList()),
                        span.getEventsList().stream()
                                .map(event -> new Span.Event(
                                        event.getName(),
                                        event.getTimeUnixNano(),
                                        OtlpValues.texts(event.getAttributesList())))
                                .toList(),
                        span.getLinksList().stream()
                                .map(link -> new Span.Link(
                                        OtlpValues.hex(link.getTraceId()),
                                        OtlpValues.hex(link.getSpanId()),
                                        OtlpValues.texts(link.getAttributesList())))
                                .toList(),
                        origin,
                        scope.getName(),
                        span.getTraceState()));
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

    private static Span.Status status(io.opentelemetry.proto.trace.v1.Span span) {
        var code = switch (span.getStatus().getCode()) {
            case STATUS_CODE_OK -> Span.Status.Code.OK;
            case STATUS_CODE_ERROR -> Span.Status.Code.ERROR;
            case STATUS_CODE_UNSET, UNRECOGNIZED -> Span.Status.Code.UNSET;
        };
        return new Span.Status(code, span.getStatus().getMessage());
    }
}
