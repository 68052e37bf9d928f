package shop.order;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;

/**
 * Abandons pending orders whose request broke off; their events release what may be reserved.
 *
 * <p>A failure is logged with its order and does not stop the others.
 */
@Singleton
class AbandonOrders {

    private static final Logger LOG = Logger.getLogger(AbandonOrders.class);
    private static final String REASON = "dependency-unavailable";
    private static final UUID FIRST = new UUID(0, 0);

    private final OrderRepository orders;
    private final OrderTelemetry telemetry;
    private final BackgroundWork work;
    private final Clock clock;
    private final OrderConfig config;

    AbandonOrders(
            OrderRepository orders, OrderTelemetry telemetry, BackgroundWork work, Clock clock, OrderConfig config) {
        this.orders = orders;
        this.telemetry = telemetry;
        this.work = work;
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "${shop.abandon-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        work.run(this::abandonAll);
    }

    private void abandonAll() {
        var before = clock.instant().minus(config.abandonedAfter());
        for (var batch = orders.pendingSince(before, FIRST);
                !batch.isEmpty();
                batch = orders.pendingSince(before, batch.getLast())) {
            batch.forEach(id -> telemetry.isolated(() -> abandon(id)));
        }
        orders.writeMissingEvents();
    }

    /** @return whether the order was abandoned */
    private boolean abandon(UUID id) {
        try {
            return telemetry.step("abandon order", id, () -> abandoned(id));
        } catch (RuntimeException logged) {
            return false;
        }
    }

    private boolean abandoned(UUID id) {
        try {
            var isAbandoned = orders.abandon(id, REASON);
            if (isAbandoned) {
                telemetry.rejected(REASON);
                LOG.infof("Abandoned order %s, which was pending for too long", id);
            }
            return isAbandoned;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Could not abandon order %s", id);
            throw e;
        }
    }
}
