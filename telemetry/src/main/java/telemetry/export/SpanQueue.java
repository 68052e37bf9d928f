package telemetry.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;

/**
 * Holds ended spans until they are sent in batches, as many as its bound; what comes on top is dropped and counted.
 *
 * <p>The SDK's own batch processor drops without a word, because Quarkus gives it no meters.
 */
final class SpanQueue implements SpanProcessor {

    private final SpanProcessor batches;
    private final ExportMetrics metrics;

    SpanQueue(SpanExporter exporter, int bound, int batch, Duration delay, Duration timeout, MeterRegistry registry) {
        metrics = new ExportMetrics("span", bound, registry);
        batches = BatchSpanProcessor.builder(new CountedExporter(exporter, metrics))
                .setMaxQueueSize(bound)
                .setMaxExportBatchSize(batch)
                .setScheduleDelay(delay)
                .setExporterTimeout(timeout)
                .build();
    }

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

    /** Counts what arrived. */
    private record CountedExporter(SpanExporter exporter, ExportMetrics metrics) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            var sent = exporter.export(spans.stream().map(DiscreetSpan::of).toList());
            return sent.whenComplete(() -> metrics.sent(spans.size(), sent.isSuccess()));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
