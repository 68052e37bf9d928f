package telemetry.traces;

import io.opentelemetry.api.trace.Span;

/** The trace of the work at hand. */
public final class CurrentTrace {

    private CurrentTrace() {}

    /** Its id, 32 hex digits as Jaeger shows them. */
    public static String id() {
        return Span.current().getSpanContext().getTraceId();
    }
}
