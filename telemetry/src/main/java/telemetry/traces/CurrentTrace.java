package telemetry.traces;

import io.opentelemetry.api.trace.Span;

/** The current trace. */
public final class CurrentTrace {

    private CurrentTrace() {}

    /** Trace ID, 32 hex digits. */
    public static String id() {
        return Span.current().getSpanContext().getTraceId();
    }
}
