package telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportMetricsTest {

    private static final int CAPACITY = 3;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExportMetrics metrics = new ExportMetrics("log", CAPACITY, meters);

    @Test
    void count_items_that_find_the_queue_full_as_dropped() {
        var admitted =
                IntStream.range(0, CAPACITY + 2).filter(_ -> metrics.admits()).count();

        assertThat(admitted).isEqualTo(CAPACITY);
        assertThat(count("otel.sdk.processor.log.processed", "queue_full")).isEqualTo(2);
        assertThat(waiting()).isEqualTo(CAPACITY);
    }

    @Test
    void free_the_places_of_exported_and_failed_items() {
        IntStream.range(0, CAPACITY).forEach(_ -> metrics.admits());

        metrics.count(2, CompletableResultCode::ofSuccess);
        metrics.count(1, CompletableResultCode::ofFailure);

        assertThat(count("otel.sdk.exporter.log.exported", "")).isEqualTo(2);
        assertThat(count("otel.sdk.exporter.log.exported", "export_failed")).isEqualTo(1);
        assertThat(waiting()).isZero();
        assertThat(metrics.admits()).isTrue();
    }

    @Test
    void free_the_places_of_a_batch_whose_export_throws() {
        IntStream.range(0, CAPACITY).forEach(_ -> metrics.admits());

        assertThatIllegalStateException()
                .isThrownBy(() -> metrics.count(CAPACITY, () -> {
                    throw new IllegalStateException();
                }));

        assertThat(count("otel.sdk.exporter.log.exported", "export_failed")).isEqualTo(CAPACITY);
        assertThat(waiting()).isZero();
    }

    private double count(String name, String error) {
        return meters.get(name).tag("error_type", error).counter().count();
    }

    private double waiting() {
        return meters.get("otel.sdk.processor.log.queue.size").gauge().value();
    }
}
