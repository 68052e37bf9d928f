package telemetry.traces;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Passes on as much baggage as W3C Baggage asks for, 64 entries and 8192 bytes, and no more.
 *
 * <p>Whoever may send headers of 20 KiB could else fill up the headers of every call that his request leads to.
 */
@Singleton
class BoundedBaggage implements TextMapPropagatorCustomizer {

    @Override
    public TextMapPropagator customize(Context context) {
        var propagator = context.propagator();
        return propagator instanceof W3CBaggagePropagator ? new Bounded(propagator) : propagator;
    }

    record Bounded(TextMapPropagator propagator) implements TextMapPropagator {

        private static final int MOST_ENTRIES = 64;
        private static final int MOST_BYTES = 8_192;

        @Override
        public <C> io.opentelemetry.context.Context extract(
                io.opentelemetry.context.Context context, C carrier, TextMapGetter<C> getter) {
            var extracted = propagator.extract(context, carrier, getter);
            var baggage = Baggage.fromContext(extracted);
            return baggage.isEmpty() ? extracted : bounded(baggage).storeInContext(extracted);
        }

        private Baggage bounded(Baggage baggage) {
            var kept = Baggage.builder();
            var entries = 0;
            var bytes = 0;
            for (var entry : baggage.asMap().entrySet()) {
                if (++entries > MOST_ENTRIES) {
                    return kept.build();
                }
                var name = entry.getKey();
                var value = entry.getValue();
                bytes += length(name, value);
                if (bytes > MOST_BYTES) {
                    return kept.build();
                }
                kept.put(name, value.getValue(), value.getMetadata());
            }
            return baggage;
        }

        /** As it is sent, with a comma: most characters become three, and which ones the propagator alone knows. */
        private int length(String name, BaggageEntry entry) {
            var alone = Baggage.builder()
                    .put(name, entry.getValue(), entry.getMetadata())
                    .build()
                    .storeInContext(io.opentelemetry.context.Context.root());
            var sent = new StringBuilder(",");
            propagator.inject(alone, sent, (header, _, value) -> header.append(value));
            return sent.length();
        }

        @Override
        public <C> void inject(io.opentelemetry.context.Context context, C carrier, TextMapSetter<C> setter) {
            propagator.inject(context, carrier, setter);
        }

        @Override
        public Collection<String> fields() {
            return propagator.fields();
        }
    }
}
