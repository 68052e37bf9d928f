package shop.defaults.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.net.HostName;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.defaults.BackgroundWork;
import shop.defaults.faults.Fault;
import shop.defaults.faults.Faults;
import telemetry.errors.ErrorTracking;

/**
 * Starts a consumer for each {@link EventHandler}, and stops them before the service does.
 *
 * <p>A consumer is named after its host and port, so that a service that starts again goes on with its own messages.
 */
@Singleton
class EventConsumers {

    private final EventSpans spans;
    private final ErrorTracking errors;
    private final Faults faults;
    private final MeterRegistry registry;
    private final BackgroundWork work;
    private final List<EventConsumer> consumers = new ArrayList<>();

    EventConsumers(EventSpans spans, ErrorTracking errors, Faults faults, MeterRegistry registry, BackgroundWork work) {
        this.spans = spans;
        this.errors = errors;
        this.faults = faults;
        this.registry = registry;
        this.work = work;
    }

    void start(
            @Observes StartupEvent started,
            @All List<EventHandler> handlers,
            @RedisClientName(EventPublisher.CLIENT) RedisDataSource redis,
            EventsConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        var name = HostName.getQualifiedHostName() + ":" + port;
        for (var handler : handlers) {
            var group = new ConsumerGroup(redis, handler.stream(), service, name, config);
            var consumer = new EventConsumer(
                    handler, group, spans, this::inScope, () -> faults.hit(Fault.EVENT_HANDLER), registry);
            consumers.add(consumer);
            Thread.ofVirtual().name("events-" + handler.stream()).start(() -> work.run(consumer));
        }
    }

    /** Errors of an event are tagged with its order. */
    private void inScope(Event event, Runnable step) {
        errors.isolated(() -> {
            errors.tag("order_id", event.orderId().toString());
            step.run();
            return null;
        });
    }

    /** Before {@link BackgroundWork} waits for them. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) ShutdownEvent stopped) {
        consumers.forEach(EventConsumer::stop);
    }
}
