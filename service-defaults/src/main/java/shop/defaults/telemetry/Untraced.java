package shop.defaults.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.function.Supplier;

/** Work that would only be noise in Jaeger: its statements would each be a trace of their own. */
public final class Untraced {

    // Any valid ids do: a parent that is not sampled keeps its children from being sampled.
    private static final SpanContext NOT_SAMPLED = SpanContext.createFromRemoteParent(
            "00000000000000000000000000000001", "0000000000000001", TraceFlags.getDefault(), TraceState.getDefault());

    private Untraced() {}

    public static <T> T call(Supplier<T> work) {
        try (var _ = Span.wrap(NOT_SAMPLED).makeCurrent()) {
            return work.get();
        }
    }
}
