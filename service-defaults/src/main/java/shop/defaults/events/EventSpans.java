package shop.defaults.events;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The spans of messages, by the semantic conventions for messaging, which are not stable yet. */
@Singleton
class EventSpans {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> ORDER_ID = AttributeKey.stringKey("shop.order.id");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final W3CTraceContextPropagator TRACE_CONTEXT = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    EventSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Starts the span of a try to send an event, a child of the span that caused it.
     *
     * @param firstTry traceparent of the event's first try; null if this is the first
     */
    Span send(String stream, Event event, String firstTry) {
        return span("send", SpanKind.PRODUCER, stream, event, firstTry).startSpan();
    }

    /**
     * Starts the span of a try to handle an event.
     *
     * @param firstTry traceparent of the event's first try; null if this is the first
     */
    Span process(String stream, String group, Event event, String firstTry) {
        return span("process", SpanKind.CONSUMER, stream, event, firstTry)
                .setAttribute(GROUP, group)
                .startSpan();
    }

    void failed(Span span, Throwable failure) {
        span.setAttribute(ERROR_TYPE, failure.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        span.recordException(failure);
    }

    /** Null if the span belongs to no trace. */
    static String traceparent(Span span) {
        var headers = new HashMap<String, String>();
        TRACE_CONTEXT.inject(Context.root().with(span), headers, Map::put);
        return headers.get(Event.TRACEPARENT);
    }

    private SpanBuilder span(String operation, SpanKind kind, String stream, Event event, String firstTry) {
        var span = tracer.spanBuilder(operation + " " + stream)
                .setSpanKind(kind)
                .setParent(context(event.traceparent()))
                .setAttribute(SYSTEM, "redis")
                .setAttribute(OPERATION_NAME, operation)
                .setAttribute(OPERATION_TYPE, operation)
                .setAttribute(DESTINATION, stream)
                .setAttribute(MESSAGE_ID, event.id().toString())
                .setAttribute(ORDER_ID, event.orderId().toString());
        return firstTry == null
                ? span
                : span.addLink(Span.fromContext(context(firstTry)).getSpanContext());
    }

    private static Context context(String traceparent) {
        return TRACE_CONTEXT.extract(Context.root(), traceparent, new TextMapGetter<>() {

            @Override
            public Iterable<String> keys(String carrier) {
                return List.of(Event.TRACEPARENT);
            }

            @Override
            public String get(String carrier, String key) {
                return key.equals(Event.TRACEPARENT) ? carrier : null;
            }
        });
    }
}
