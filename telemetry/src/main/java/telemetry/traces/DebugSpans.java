package telemetry.traces;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;

/** Marks the requests whose caller wants to see the trace: baggage is in no span, and Jaeger decides on spans alone. */
@Singleton
class DebugSpans implements AtStart {

    private static final String DEBUG = "shop.debug";
    private static final AttributeKey<Boolean> ATTRIBUTE = AttributeKey.booleanKey(DEBUG);

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getKind() == SpanKind.SERVER
                && isWanted(Baggage.fromContext(parent).getEntryValue(DEBUG))) {
            span.setAttribute(ATTRIBUTE, true);
        }
    }

    /** Any value but false: what the caller wrote goes no further. */
    private static boolean isWanted(String value) {
        return value != null && !value.equalsIgnoreCase("false");
    }
}
