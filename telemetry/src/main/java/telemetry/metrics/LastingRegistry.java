package telemetry.metrics;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Takes the meters of an application that stops out of Micrometer's global registry, which lasts as long as the JVM: in
 * development mode and in tests the next application would show the gauges of the one before.
 */
@Singleton
class LastingRegistry {

    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 2_000;

    void clear(@Observes @Priority(LAST) ShutdownEvent stopped) {
        Metrics.globalRegistry.clear();
    }
}
