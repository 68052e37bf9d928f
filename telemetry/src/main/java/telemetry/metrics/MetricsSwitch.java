package telemetry.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Disables all meters if {@code service.metrics.enabled} is false. */
class MetricsSwitch {

    @Produces
    @Singleton
    MeterFilter filter(@ConfigProperty(name = "service.metrics.enabled") boolean enabled) {
        return enabled ? new MeterFilter() {} : MeterFilter.deny();
    }
}
