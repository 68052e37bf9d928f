package shop.order;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.defaults.problem.DependencyUnavailable;
import shop.defaults.telemetry.Untraced;
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
    private final Clock clock;
    private final Duration abandonedAfter;

    ReleaseAbandonedStock(
            OrderRepository orders,
            InventoryClient inventory,
            OrderMetrics metrics,
            Clock clock,
            OrderSettings settings) {
        this.orders = orders;
        this.inventory = inventory;
        this.metrics = metrics;
        this.clock = clock;
        this.abandonedAfter = settings.abandonedAfter();
    }

    @Scheduled(every = "${shop.release-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void releaseAll() {
        var abandoned = Untraced.call(() -> orders.pendingSince(clock.instant().minus(abandonedAfter)));
        for (var id : abandoned) {
            if (orders.reject(id, REASON, true)) {
                metrics.rejected(REASON);
                LOG.warnf("Gave up order %s, which was pending for too long", id);
            }
        }
        for (var id : Untraced.call(orders::toRelease)) {
            if (!of(id)) {
                return;
            }
        }
    }

    /** @return false where inventory-service is unavailable; a later run tries again */
    boolean of(UUID id) {
        try {
            inventory.release(id);
            orders.stockReleased(id);
            return true;
        } catch (DependencyUnavailable e) {
            LOG.warnf("The stock of order %s is not released yet: %s", id, e.getMessage());
            return false;
        }
    }
}
