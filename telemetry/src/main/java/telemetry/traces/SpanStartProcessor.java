package telemetry.traces;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Span processor that changes spans as they start. */
interface SpanStartProcessor extends SpanProcessor {

    @Override
    default boolean isStartRequired() {
        return true;
    }

    @Override
    default void onEnd(ReadableSpan span) {}

    @Override
    default boolean isEndRequired() {
        return false;
    }
}
