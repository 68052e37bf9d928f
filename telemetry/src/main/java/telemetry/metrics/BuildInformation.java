package telemetry.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Publishes version, commit and runtime (jvm or native) as tags of a gauge. */
@Singleton
class BuildInformation {

    void publish(
            @Observes StartupEvent started,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "service.commit") String commit) {
        var runtime = ImageMode.current() == ImageMode.NATIVE_RUN ? "native" : "jvm";
        Gauge.builder("build.info", () -> 1)
                .description("What is running")
                .tags("version", version, "commit", commit, "runtime", runtime)
                .strongReference(true)
                .register(registry);
    }
}
