package telemetry.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;

/** The current trace. */
public final class CurrentTrace {

    private CurrentTrace() {}

    /** Trace ID, 32 hex digits. */
    public static String id() {
        return Span.current().getSpanContext().getTraceId();
    }

    /** The current span as the W3C header {@code traceparent}; empty outside of a trace. */
    public static String parent() {
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
        return headers.getOrDefault("traceparent", "");
    }
}
