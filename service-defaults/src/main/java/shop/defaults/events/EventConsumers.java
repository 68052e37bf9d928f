package shop.defaults.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.net.HostName;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.defaults.events.EventConsumer.Replay;
import shop.defaults.faults.Fault;
import shop.defaults.faults.Faults;
import telemetry.errors.ErrorTracking;

/**
 * Starts a consumer for each {@link EventHandler}, and stops them before the service does.
 *
 * <p>{@code POST /q/events/replay} on the management port replays their dead letters.
 *
 * <p>A consumer is named after its host and port, so that a service that starts again goes on with its own messages.
 */
@Singleton
class EventConsumers {

    private static final Logger LOG = Logger.getLogger(EventConsumers.class);

    private final EventSpans spans;
    private final ErrorTracking errors;
    private final Faults faults;
    private final MeterRegistry registry;
    private final BackgroundWork work;
    private final List<EventConsumer> consumers = new CopyOnWriteArrayList<>();

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

    void register(@Observes ManagementInterface management) {
        management.router().post("/q/events/replay").blockingHandler(request -> {
            var replay = consumers.stream().map(EventConsumer::replay).reduce(new Replay(0, 0), Replay::plus);
            LOG.infof(
                    "Replayed %d dead letters, of which %d failed",
                    replay.replayed() + replay.failed(), replay.failed());
            request.json(new JsonObject().put("replayed", replay.replayed()).put("failed", replay.failed()));
        });
    }

    /** Errors of an event are tagged with its order. */
    private boolean inScope(Event event, Supplier<Boolean> step) {
        return errors.isolated(() -> {
            errors.tag("order_id", event.orderId().toString());
            return step.get();
        });
    }

    /** Before {@link BackgroundWork} waits for them. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) ShutdownEvent stopped) {
        consumers.forEach(EventConsumer::stop);
    }
}
