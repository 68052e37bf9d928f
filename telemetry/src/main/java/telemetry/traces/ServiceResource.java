package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Adds namespace, instance ID and environment to the resource, next to the name and version from Quarkus. */
public class ServiceResource {

    /** Environment of traces and errors if none is configured. */
    public static final String DEFAULT_ENVIRONMENT = "production";

    @Produces
    @Singleton
    Resource resource(
            @ConfigProperty(name = "service.namespace") Optional<String> namespace,
            @ConfigProperty(name = "service.environment") Optional<String> environment) {
        var attributes = Attributes.builder()
                .put("service.instance.id", UUID.randomUUID().toString())
                .put("deployment.environment.name", environment.orElse(DEFAULT_ENVIRONMENT));
        namespace.ifPresent(name -> attributes.put("service.namespace", name));
        return Resource.create(attributes.build());
    }
}
