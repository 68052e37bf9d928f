package telemetry.metrics;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Clears Micrometer's global registry when an application stops, which Quarkus does in development mode only: tests run
 * several applications in one process, each of which would show the gauges of the previous one.
 */
@Singleton
class GlobalRegistryReset {

    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 2_000;

    void clear(@Observes @Priority(LAST) ShutdownEvent stopped) {
        Metrics.globalRegistry.clear();
    }
}
