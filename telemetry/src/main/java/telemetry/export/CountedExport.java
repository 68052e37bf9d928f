package telemetry.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;

/**
 * Puts {@link SpanQueue} in the place of the batch processor that Quarkus makes, around the same exporter.
 *
 * <p>Quarkus offers no other way to its exporter, hence the reflection; where a later version has changed that field, the
 * service says so and does not start.
 */
@Singleton
@RegisterForReflection(targets = LateBoundSpanProcessor.class, methods = false)
class CountedExport implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final LateBoundSpanProcessor processor;
    private final OTelRuntimeConfig settings;
    private final MeterRegistry registry;

    CountedExport(LateBoundSpanProcessor processor, OTelRuntimeConfig settings, MeterRegistry registry) {
        this.processor = processor;
        this.settings = settings;
        this.registry = registry;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        try {
            var field = LateBoundSpanProcessor.class.getDeclaredField("delegate");
            field.setAccessible(true);
            if (field.get(processor) instanceof BatchSpanProcessor batches) {
                field.set(processor, queue(batches));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of Quarkus keeps its span processor elsewhere.", e);
        }
    }

    private SpanQueue queue(BatchSpanProcessor batches) {
        var batch = settings.bsp();
        return new SpanQueue(
                batches.getSpanExporter(),
                batch.maxQueueSize(),
                batch.maxExportBatchSize(),
                batch.scheduleDelay(),
                batch.exportTimeout(),
                registry);
    }
}
