package telemetry.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.config.runtime.BatchSpanProcessorConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;

/**
 * Wraps the batch processor and the exporter of Quarkus to bound, redact and count spans.
 *
 * <p>Quarkus 3.33 keeps both behind a private field, and a public customizer reaches neither. A version without that
 * field (https://github.com/quarkusio/quarkus/pull/52752) fails the start instead of exporting unredacted spans;
 * there, {@code addSpanExporterCustomizer} and {@code addSpanProcessorCustomizer} replace this, as in
 * {@link LogExport}.
 */
@Singleton
@RegisterForReflection(targets = LateBoundSpanProcessor.class, methods = false)
class SpanExport implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final LateBoundSpanProcessor processor;
    private final BatchSpanProcessorConfig config;
    private final MeterRegistry registry;

    SpanExport(LateBoundSpanProcessor processor, OTelRuntimeConfig config, MeterRegistry registry) {
        this.processor = processor;
        this.config = config.bsp();
        this.registry = registry;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        try {
            var field = LateBoundSpanProcessor.class.getDeclaredField("delegate");
            field.setAccessible(true);
            switch (field.get(processor)) {
                case BatchSpanProcessor batches ->
                    field.set(processor, bounded(batches.getSpanExporter(), config, registry));
                case SimpleSpanProcessor _ ->
                    throw new IllegalStateException(
                            "Remove quarkus.otel.simple: spans are redacted and counted in batches");
                // Nothing is exported.
                case null, default -> {}
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Quarkus no longer keeps its exporter in LateBoundSpanProcessor", e);
        }
    }

    static SpanProcessor bounded(SpanExporter exporter, BatchSpanProcessorConfig config, MeterRegistry registry) {
        var metrics = new ExportMetrics("span", config.maxQueueSize(), registry);
        return new Bounded(
                BatchSpanProcessor.builder(new Counted(exporter, metrics))
                        .setMaxQueueSize(config.maxQueueSize())
                        .setMaxExportBatchSize(config.maxExportBatchSize())
                        .setScheduleDelay(config.scheduleDelay())
                        .setExporterTimeout(config.exportTimeout())
                        .build(),
                metrics);
    }

    private record Bounded(SpanProcessor batches, ExportMetrics metrics) implements SpanProcessor {

        @Override
        public void onEnd(ReadableSpan span) {
            if (span.getSpanContext().isSampled() && metrics.admits()) {
                batches.onEnd(span);
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return batches.forceFlush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return batches.shutdown();
        }
    }

    private static final class Counted extends CountedExporter<SpanData> implements SpanExporter {

        Counted(SpanExporter exporter, ExportMetrics metrics) {
            super(metrics, RedactedSpan::new, exporter::export, exporter::flush, exporter::shutdown);
        }
    }
}
