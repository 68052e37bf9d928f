package telemetry.metrics;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Clears Micrometer's global registry at the stop: it outlives the application in development mode and in tests, where
 * the next start would show the gauges of the previous one.
 */
@Singleton
class GlobalRegistryReset {

    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 2_000;

    void clear(@Observes @Priority(LAST) ShutdownEvent stopped) {
        Metrics.globalRegistry.clear();
    }
}
