package shop.order;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.defaults.problem.DependencyUnavailable;
import shop.order.inventory.InventoryClient;
import telemetry.traces.BusinessSpans;

/**
 * Gives up orders whose request broke off half way, and gives back the stock of orders that are over.
 *
 * <p>Every step may be repeated, so a crash between any two of them loses nothing; one that fails is logged with its order
 * and keeps no other order from its own.
 */
@Singleton
class ReleaseAbandonedStock {

    private static final Logger LOG = Logger.getLogger(ReleaseAbandonedStock.class);
    private static final String REASON = "dependency-unavailable";
    private static final UUID FIRST = new UUID(0, 0);

    private final OrderRepository orders;
    private final InventoryClient inventory;
    private final OrderMetrics metrics;
    private final OrderErrors errors;
    private final BusinessSpans spans;
    private final BackgroundWork work;
    private final Clock clock;
    private final Duration abandonedAfter;

    ReleaseAbandonedStock(
            OrderRepository orders,
            InventoryClient inventory,
            OrderMetrics metrics,
            OrderErrors errors,
            BusinessSpans spans,
            BackgroundWork work,
            Clock clock,
            OrderConfig config) {
        this.orders = orders;
        this.inventory = inventory;
        this.metrics = metrics;
        this.errors = errors;
        this.spans = spans;
        this.work = work;
        this.clock = clock;
        this.abandonedAfter = config.abandonedAfter();
    }

    @Scheduled(every = "${shop.release-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        work.run(this::releaseAll);
    }

    void releaseAll() {
        var before = clock.instant().minus(abandonedAfter);
        each(after -> orders.pendingSince(before, after), this::giveUp);
        each(orders::toRelease, this::release);
    }

    /** Does a step for each of the orders, batch after batch, until one finds that there is no point in another. */
    private void each(Function<UUID, List<UUID>> batchAfter, Predicate<UUID> step) {
        for (var batch = batchAfter.apply(FIRST); !batch.isEmpty(); batch = batchAfter.apply(batch.getLast())) {
            if (!batch.stream().allMatch(id -> errors.isolated(() -> step.test(id)))) {
                return;
            }
        }
    }

    private boolean giveUp(UUID id) {
        return step("give up order", id, () -> {
            if (orders.reject(id, REASON, true)) {
                metrics.rejected(REASON);
                LOG.infof("Gave up order %s, which was pending for too long", id);
            }
            return true;
        });
    }

    /** @return false where inventory-service is unavailable; a later run tries again */
    boolean release(UUID id) {
        return step("release stock of order", id, () -> {
            try {
                inventory.release(id);
                orders.stockReleased(id);
                return true;
            } catch (DependencyUnavailable e) {
                LOG.warnf("The stock of order %s is not released yet: %s", id, e.getMessage());
                return false;
            }
        });
    }

    /** @return true where it fails, too: the next may not */
    private boolean step(String name, UUID id, BooleanSupplier work) {
        try {
            return spans.call(name, span -> {
                errors.concern(id);
                span.setAttribute("shop.order.id", id.toString());
                return logged(name, id, work);
            });
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
