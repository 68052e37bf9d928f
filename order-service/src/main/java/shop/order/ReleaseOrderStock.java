package shop.order;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.defaults.Deadline;
import shop.defaults.problem.DeadlineExceeded;
import shop.defaults.problem.DependencyUnavailable;
import shop.order.inventory.InventoryClient;

/**
 * Releases the stock of rejected and cancelled orders, and abandons pending orders whose request broke off.
 *
 * <p>Every step is idempotent, so that a crash between two of them loses nothing. A failed step is logged with its
 * order and does not stop the others.
 */
@Singleton
class ReleaseOrderStock {

    private static final Logger LOG = Logger.getLogger(ReleaseOrderStock.class);
    private static final String REASON = "dependency-unavailable";
    private static final UUID FIRST = new UUID(0, 0);

    private final OrderRepository orders;
    private final InventoryClient inventory;
    private final OrderTelemetry telemetry;
    private final BackgroundWork work;
    private final Clock clock;
    private final OrderConfig config;

    ReleaseOrderStock(
            OrderRepository orders,
            InventoryClient inventory,
            OrderTelemetry telemetry,
            BackgroundWork work,
            Clock clock,
            OrderConfig config) {
        this.orders = orders;
        this.inventory = inventory;
        this.telemetry = telemetry;
        this.work = work;
        this.clock = clock;
        this.config = config;
    }

    @Scheduled(every = "${shop.release-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        work.run(this::releaseAll);
    }

    void releaseAll() {
        var before = clock.instant().minus(config.abandonedAfter());
        each(after -> orders.pendingSince(before, after), this::abandon);
        each(orders::toRelease, this::release);
    }

    /** Runs a step for each order, batch after batch, until a step returns false. */
    private void each(Function<UUID, List<UUID>> batchAfter, Predicate<UUID> step) {
        for (var batch = batchAfter.apply(FIRST); !batch.isEmpty(); batch = batchAfter.apply(batch.getLast())) {
            if (!batch.stream().allMatch(id -> telemetry.isolated(() -> step.test(id)))) {
                return;
            }
        }
    }

    private boolean abandon(UUID id) {
        return step("give up order", id, () -> {
            if (orders.abandon(id, REASON)) {
                telemetry.rejected(REASON);
                LOG.infof("Gave up order %s, which was pending for too long", id);
            }
            return true;
        });
    }

    /** @return false if inventory-service is unavailable; a later run tries again */
    boolean release(UUID id) {
        return step("release stock of order", id, () -> {
            try {
                inventory.release(id, Deadline.after(config.answerWithin()));
                orders.stockReleased(id);
                return true;
            } catch (DependencyUnavailable | DeadlineExceeded e) {
                LOG.warnf("The stock of order %s is not released yet: %s", id, e.getMessage());
                return false;
            }
        });
    }

    /** @return true for a step that fails, too: the next one may succeed */
    private boolean step(String name, UUID id, BooleanSupplier work) {
        try {
            return telemetry.step(name, id, () -> logged(name, id, work));
        } catch (RuntimeException logged) {
            return true;
        }
    }

    private static boolean logged(String name, UUID id, BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Could not %s %s", name, id);
            throw e;
        }
    }
}
