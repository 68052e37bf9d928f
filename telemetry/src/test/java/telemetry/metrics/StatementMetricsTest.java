package telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.semconv.DbAttributes;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StatementMetrics metrics = new StatementMetrics(meters);
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(metrics).build();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT, orders, select, orders",
        "BATCH INSERT, order_lines, insert, order_lines",
        "CREATE, users, other, users",
        ", , other, other"
    })
    void measure_a_statement_by_operation_and_table(
            String spanOperation, String spanTable, String operation, String table) {
        metrics.start(new StartupEvent());

        statement(spanOperation, spanTable);
        statement(spanOperation, spanTable);

        assertThat(meters.get("db.query.duration")
                        .tags("operation", operation, "table", table)
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void ignore_migrations() {
        statement("CREATE", "users");

        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void ignore_other_calls() {
        metrics.start(new StartupEvent());

        provider.get("test").spanBuilder("GET").startSpan().end();

        assertThat(meters.getMeters()).isEmpty();
    }

    private void statement(String operation, String table) {
        provider.get("test")
                .spanBuilder("statement")
                .setAttribute(DbAttributes.DB_QUERY_TEXT, "a statement")
                .setAttribute(DbAttributes.DB_OPERATION_NAME, operation)
                .setAttribute(DbAttributes.DB_COLLECTION_NAME, table)
                .startSpan()
                .end();
    }
}
