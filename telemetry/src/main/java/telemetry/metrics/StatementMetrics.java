package telemetry.metrics;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.DbAttributes;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Measures the duration of SQL statements by operation and table, from their spans, sampled or not.
 *
 * <p>Leaves out migrations, which run before the start is complete.
 */
@Singleton
class StatementMetrics implements SpanProcessor {

    private static final Duration[] BUCKETS = DoubleStream.of(1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .mapToObj(millis -> Duration.ofNanos((long) (millis * 1_000_000)))
            .toArray(Duration[]::new);
    private static final int BEFORE_ALL = Interceptor.Priority.PLATFORM_BEFORE;
    private static final String OTHER = "other";
    private static final String BATCH = "BATCH ";
    private static final Set<String> OPERATIONS = Set.of("select", "insert", "update", "delete");

    private final MeterProvider<Timer> durations;
    private volatile boolean isStarted;

    StatementMetrics(MeterRegistry registry) {
        durations = Timer.builder("db.query.duration")
                .description("Time from sending a SQL statement to its first answer")
                .serviceLevelObjectives(BUCKETS)
                .withRegistry(registry);
    }

    void start(@Observes @Priority(BEFORE_ALL) StartupEvent started) {
        isStarted = true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (isStarted && span.getAttribute(DbAttributes.DB_QUERY_TEXT) != null) {
            var table = Objects.requireNonNullElse(span.getAttribute(DbAttributes.DB_COLLECTION_NAME), OTHER);
            durations
                    .withTags("operation", operation(span), "table", table)
                    .record(span.getLatencyNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static String operation(ReadableSpan span) {
        var name = Objects.requireNonNullElse(span.getAttribute(DbAttributes.DB_OPERATION_NAME), OTHER);
        var operation = (name.startsWith(BATCH) ? name.substring(BATCH.length()) : name).toLowerCase(Locale.ROOT);
        return OPERATIONS.contains(operation) ? operation : OTHER;
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
}
