package telemetry.traces;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** A processor that changes spans as they start, while their attributes can still be changed. */
interface AtStart extends SpanProcessor {

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
