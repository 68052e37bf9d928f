package shop.defaults.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every span says of the process that it comes from, beside the name and version that Quarkus adds. */
class ServiceResource {

    @Produces
    @Singleton
    Resource resource(
            @ConfigProperty(name = "service.namespace") String namespace,
            @ConfigProperty(name = "service.environment") String environment) {
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.namespace"),
                namespace,
                AttributeKey.stringKey("service.instance.id"),
                UUID.randomUUID().toString(),
                AttributeKey.stringKey("deployment.environment.name"),
                environment));
    }
}
