package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every span says of the process that it comes from, beside the name and version that Quarkus adds. */
public class ServiceResource {

    /** Where a process runs that is told nothing else, as its traces and errors name it. */
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
