package shop.user;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Micrometer measures; OpenTelemetry's own meters would have no reader. */
@ServiceTest
class SdkMetricsTest {

    @Inject
    OpenTelemetry telemetry;

    @Test
    void the_sdk_measures_nothing() {
        var noop = MeterProvider.noop().get("any").getClass();

        assertInstanceOf(noop, telemetry.getMeterProvider().get("any"));
    }
}
