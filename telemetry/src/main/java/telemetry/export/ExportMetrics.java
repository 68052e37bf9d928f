package telemetry.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what leaves a bounded queue of telemetry, and what does not.
 *
 * <p>Named by the OpenTelemetry semantic conventions: https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/.
 */
public final class ExportMetrics {

    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private final Counter exported;
    private final Counter failed;

    /**
     * @param signal span or log
     * @param capacity how many may wait or be on their way
     */
    public ExportMetrics(String signal, int capacity, MeterRegistry registry) {
        this.capacity = capacity;
        var processor = "otel.sdk.processor." + signal;
        dropped = Counter.builder(processor + ".processed")
                .description("Dropped because the queue was full")
                .tag("error_type", "queue_full")
                .register(registry);
        exported = exported(signal, "", registry);
        failed = exported(signal, "export_failed", registry);
        Gauge.builder(processor + ".queue.size", waiting, AtomicInteger::get)
                .description("Waiting or on their way")
                .register(registry);
        Gauge.builder(processor + ".queue.capacity", () -> capacity)
                .description("How many may wait or be on their way")
                .strongReference(true)
                .register(registry);
    }

    private static Counter exported(String signal, String error, MeterRegistry registry) {
        return Counter.builder("otel.sdk.exporter." + signal + ".exported")
                .description("Sent, and taken by the receiver unless error_type tells otherwise")
                .tag("error_type", error)
                .register(registry);
    }

    /** Whether there is room for one more, which then takes its place; counts it as dropped otherwise. */
    public boolean admits() {
        if (waiting.incrementAndGet() <= capacity) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.increment();
        return false;
    }

    /** Frees the places of those that were sent, whether or not they arrived. */
    public void sent(int count, boolean arrived) {
        waiting.addAndGet(-count);
        (arrived ? exported : failed).increment(count);
    }
}
