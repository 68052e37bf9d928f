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
import java.util.Collection;

/** Bounds how many log records wait for the log store; what comes on top is dropped and counted. */
@Singleton
class CountedLogExport implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    private final OTelRuntimeConfig settings;
    private final MeterRegistry registry;

    CountedLogExport(OTelRuntimeConfig settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder telemetry) {
        var metrics = new ExportMetrics("log", settings.blrp().maxQueueSize(), registry);
        telemetry.addLogRecordProcessorCustomizer((queue, _) -> new BoundedQueue(queue, metrics));
        telemetry.addLogRecordExporterCustomizer((exporter, _) -> new CountedExporter(exporter, metrics));
    }

    private record BoundedQueue(LogRecordProcessor queue, ExportMetrics metrics) implements LogRecordProcessor {

        @Override
        public void onEmit(Context context, ReadWriteLogRecord log) {
            if (metrics.admits()) {
                queue.onEmit(context, log);
            }
        }

        @Override
        public CompletableResultCode forceFlush() {
            return queue.forceFlush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return queue.shutdown();
        }
    }

    private record CountedExporter(LogRecordExporter exporter, ExportMetrics metrics) implements LogRecordExporter {

        @Override
        public CompletableResultCode export(Collection<LogRecordData> logs) {
            var sent = exporter.export(logs.stream().map(DiscreetLog::of).toList());
            return sent.whenComplete(() -> metrics.sent(logs.size(), sent.isSuccess()));
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
