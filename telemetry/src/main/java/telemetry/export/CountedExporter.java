package telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Redacts and counts the items of an exporter.
 *
 * <p>A subclass adds the SDK's interface: those for spans and log records have the same methods, but no common type.
 */
abstract class CountedExporter<T> {

    private final ExportMetrics metrics;
    private final UnaryOperator<T> redaction;
    private final Function<Collection<T>, CompletableResultCode> export;
    private final Supplier<CompletableResultCode> flush;
    private final Supplier<CompletableResultCode> shutdown;

    CountedExporter(
            ExportMetrics metrics,
            UnaryOperator<T> redaction,
            Function<Collection<T>, CompletableResultCode> export,
            Supplier<CompletableResultCode> flush,
            Supplier<CompletableResultCode> shutdown) {
        this.metrics = metrics;
        this.redaction = redaction;
        this.export = export;
        this.flush = flush;
        this.shutdown = shutdown;
    }

    public CompletableResultCode export(Collection<T> items) {
        return metrics.count(
                items.size(), () -> export.apply(items.stream().map(redaction).toList()));
    }

    public CompletableResultCode flush() {
        return flush.get();
    }

    public CompletableResultCode shutdown() {
        return shutdown.get();
    }
}
