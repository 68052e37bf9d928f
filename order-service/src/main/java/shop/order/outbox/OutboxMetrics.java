package shop.order.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.order.outbox.OutboxRepository.Backlog;

/** The gauges of the outbox and of its consumers, read from the database, so that all replicas agree. */
@Singleton
@Startup
class OutboxMetrics {

    private static final Logger LOG = Logger.getLogger(OutboxMetrics.class);
    private static final Backlog NOTHING = new Backlog(0, Duration.ZERO);

    private final OutboxRepository rows;
    private final OrderStream stream;
    private final OutboxConfig config;
    private final BackgroundWork work;
    private final Map<String, Backlog> unacknowledged = new ConcurrentHashMap<>();
    private volatile Backlog unpublished = NOTHING;
    private Map<String, GroupProgress> groups = Map.of();

    OutboxMetrics(
            OutboxRepository rows,
            OrderStream stream,
            OutboxConfig config,
            BackgroundWork work,
            MeterRegistry registry) {
        this.rows = rows;
        this.stream = stream;
        this.config = config;
        this.work = work;
        Gauge.builder("outbox.pending", () -> unpublished.events())
                .description("Events in the outbox that are not published")
                .register(registry);
        Gauge.builder("outbox.oldest", () -> seconds(unpublished))
                .baseUnit("seconds")
                .description("Time since the oldest of them was written")
                .register(registry);
        for (var group : config.consumers()) {
            Gauge.builder("events.unacknowledged", () -> of(group).events())
                    .description("Published events that a consumer group has not acknowledged")
                    .tag("group", group)
                    .register(registry);
            Gauge.builder("events.unacknowledged.oldest", () -> seconds(of(group)))
                    .baseUnit("seconds")
                    .description("Time since the oldest of them was written")
                    .tag("group", group)
                    .register(registry);
        }
    }

    @Scheduled(every = "${shop.outbox.refresh}", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        work.run(() -> {
            unpublished = rows.unpublished();
            readGroups();
            for (var name : config.consumers()) {
                var group = groups.getOrDefault(name, GroupProgress.NONE);
                var undelivered = rows.undelivered(group);
                unacknowledged.put(name, new Backlog(undelivered.events() + group.pending(), undelivered.age()));
            }
        });
    }

    /** Without Redis, the groups stay where they are and the events grow older. */
    private void readGroups() {
        try {
            groups = stream.groups();
        } catch (RuntimeException e) {
            LOG.debug("Cannot read the consumer groups", e);
        }
    }

    private Backlog of(String group) {
        return unacknowledged.getOrDefault(group, NOTHING);
    }

    private static double seconds(Backlog backlog) {
        return backlog.age().toMillis() / 1_000.0;
    }
}
