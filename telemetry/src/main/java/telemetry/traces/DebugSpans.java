package telemetry.traces;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Marks SERVER spans of requests whose baggage asks for a trace, so that tail sampling, which sees spans but no
 * baggage, keeps them.
 */
@Singleton
class DebugSpans implements SpanStartProcessor {

    private final Optional<String> key;

    /** @param key of the baggage entry and of the attribute; empty switches the marking off */
    DebugSpans(@ConfigProperty(name = "service.debug-baggage-key") Optional<String> key) {
        this.key = key;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getKind() == SpanKind.SERVER && key.isPresent()) {
            var value = Baggage.fromContext(parent).getEntryValue(key.get());
            // The value itself is written by the caller and stays out of the span.
            if (value != null && !value.equalsIgnoreCase("false")) {
                span.setAttribute(key.get(), true);
            }
        }
    }
}
