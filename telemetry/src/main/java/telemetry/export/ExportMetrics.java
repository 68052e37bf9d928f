package telemetry.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Admits items to a bounded export queue and counts what is exported, failed or dropped.
 *
 * <p>Names follow the OpenTelemetry semantic conventions:
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/.
 */
final class ExportMetrics {

    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private final Counter exported;
    private final Counter failed;

    /** @param signal span or log */
    ExportMetrics(String signal, int capacity, MeterRegistry registry) {
        this.capacity = capacity;
        var processor = "otel.sdk.processor." + signal;
        dropped = Counter.builder(processor + ".processed")
                .description("Dropped because the queue was full")
                .tag("error_type", "queue_full")
                .register(registry);
        exported = exported(signal, "", registry);
        failed = exported(signal, "export_failed", registry);
        Gauge.builder(processor + ".queue.size", waiting, AtomicInteger::get)
                .description("Queued or being exported")
                .register(registry);
        Gauge.builder(processor + ".queue.capacity", () -> capacity)
                .description("Limit of the queue, exports in progress included")
                .strongReference(true)
                .register(registry);
    }

    private static Counter exported(String signal, String error, MeterRegistry registry) {
        return Counter.builder("otel.sdk.exporter." + signal + ".exported")
                .description("Exported; accepted by the receiver unless error_type is set")
                .tag("error_type", error)
                .register(registry);
    }

    /** Reserves a place in the queue, or counts the item as dropped. */
    boolean admits() {
        if (waiting.incrementAndGet() <= capacity) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.increment();
        return false;
    }

    /** Exports a batch, then counts it and frees its places, however the export ends. */
    CompletableResultCode count(int items, Supplier<CompletableResultCode> export) {
        try {
            var result = export.get();
            return result.whenComplete(() -> count(items, result.isSuccess()));
        } catch (RuntimeException e) {
            count(items, false);
            throw e;
        }
    }

    private void count(int items, boolean isSuccess) {
        waiting.addAndGet(-items);
        (isSuccess ? exported : failed).increment(items);
    }
}
