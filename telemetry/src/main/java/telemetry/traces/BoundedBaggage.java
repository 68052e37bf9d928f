package telemetry.traces;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Limits received baggage to the 64 entries and 8192 bytes that W3C Baggage requires to be passed on.
 *
 * <p>The SDK has no limit: a caller's 20 KiB of headers would grow the headers of all calls that follow.
 */
record BoundedBaggage(TextMapPropagator propagator) implements TextMapPropagator {

    private static final int MAX_ENTRIES = 64;
    private static final int MAX_BYTES = 8_192;

    @Singleton
    static class Customizer implements TextMapPropagatorCustomizer {

        @Override
        public TextMapPropagator customize(Context context) {
            var propagator = context.propagator();
            return propagator instanceof W3CBaggagePropagator ? new BoundedBaggage(propagator) : propagator;
        }
    }

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
        var extracted = propagator.extract(context, carrier, getter);
        var kept = Baggage.empty();
        for (var entry : Baggage.fromContext(extracted).asMap().entrySet()) {
            var value = entry.getValue();
            var longer = kept.toBuilder()
                    .put(entry.getKey(), value.getValue(), value.getMetadata())
                    .build();
            if (longer.size() > MAX_ENTRIES || bytes(longer) > MAX_BYTES) {
                break;
            }
            kept = longer;
        }
        return kept.storeInContext(extracted);
    }

    /** Length of the header, in which most characters are escaped. */
    private int bytes(Baggage baggage) {
        var header = new StringBuilder();
        inject(baggage.storeInContext(Context.root()), header, (sent, _, value) -> sent.append(value));
        return header.length();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
        propagator.inject(context, carrier, setter);
    }

    @Override
    public Collection<String> fields() {
        return propagator.fields();
    }
}
