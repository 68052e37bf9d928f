package telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MetricsSwitchTest {

    @Test
    void keeps_all_meters_when_it_is_on() {
        var registry = registry(true);

        registry.counter("orders.created").increment();

        assertThat(registry.get("orders.created").counter().count()).isEqualTo(1);
    }

    @Test
    void keeps_no_meter_when_it_is_off() {
        var registry = registry(false);

        registry.counter("orders.created").increment();
        registry.timer("http.request.duration").record(() -> {});

        assertThat(registry.getMeters()).isEmpty();
    }

    private static MeterRegistry registry(boolean enabled) {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MetricsSwitch().filter(enabled));
        return registry;
    }
}
