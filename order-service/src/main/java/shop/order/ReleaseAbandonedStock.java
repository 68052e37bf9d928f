package shop.order;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;
import shop.defaults.problem.DependencyUnavailable;
import shop.defaults.traces.BusinessSpans;
import shop.order.inventory.InventoryClient;

/**
 * Gives up orders whose request broke off half way, and gives back the stock of orders that are over.
 *
 * <p>Every step may be repeated, so a crash between any two of them loses nothing.
 */
@Singleton
class ReleaseAbandonedStock {

    private static final Logger LOG = Logger.getLogger(ReleaseAbandonedStock.class);
    private static final String REASON = "dependency-unavailable";

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
            OrderSettings settings) {
        this.orders = orders;
        this.inventory = inventory;
        this.metrics = metrics;
        this.errors = errors;
        this.spans = spans;
        this.work = work;
        this.clock = clock;
        this.abandonedAfter = settings.abandonedAfter();
    }

    @Scheduled(every = "${shop.release-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        work.run(this::releaseAll);
    }

    void releaseAll() {
        var before = clock.instant().minus(abandonedAfter);
        for (var batch = orders.pendingSince(before); !batch.isEmpty(); batch = orders.pendingSince(before)) {
            batch.forEach(this::giveUp);
        }
        for (var batch = orders.toRelease(); !batch.isEmpty(); batch = orders.toRelease()) {
            if (!batch.stream().allMatch(this::isolated)) {
                return;
            }
        }
    }

    private void giveUp(UUID id) {
        errors.isolated(() -> step("give up order", id, () -> {
            if (orders.reject(id, REASON, true)) {
                metrics.rejected(REASON);
                LOG.infof("Gave up order %s, which was pending for too long", id);
            }
            return null;
        }));
    }

    /** @return false where inventory-service is unavailable; a later run tries again */
    boolean of(UUID id) {
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

    private boolean isolated(UUID id) {
        return errors.isolated(() -> of(id));
    }

    private <T> T step(String name, UUID id, Supplier<T> work) {
        return spans.call(name, span -> {
            errors.concern(id);
            span.setAttribute("shop.order.id", id.toString());
            return work.get();
        });
    }
}
