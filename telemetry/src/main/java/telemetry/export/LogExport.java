package telemetry.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import jakarta.inject.Singleton;

/** Wraps the batch processor and the exporter of Quarkus to bound, redact and count log records. */
@Singleton
class LogExport implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final OTelRuntimeConfig config;
    private final MeterRegistry registry;

    LogExport(OTelRuntimeConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        var metrics = new ExportMetrics("log", config.blrp().maxQueueSize(), registry);
        telemetry.addLogRecordProcessorCustomizer((batches, _) -> new Bounded(batches, metrics));
        telemetry.addLogRecordExporterCustomizer((exporter, _) -> new Counted(exporter, metrics));
    }

    private record Bounded(LogRecordProcessor batches, ExportMetrics metrics) implements LogRecordProcessor {

        @Override
        public void onEmit(Context context, ReadWriteLogRecord log) {
            if (metrics.admits()) {
                batches.onEmit(context, log);
            }
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

    private static final class Counted extends CountedExporter<LogRecordData> implements LogRecordExporter {

        Counted(LogRecordExporter exporter, ExportMetrics metrics) {
            super(metrics, RedactedLog::of, exporter::export, exporter::flush, exporter::shutdown);
        }
    }
}
