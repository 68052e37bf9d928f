package shop.order;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.problem.NotFound;

/** Cancels an order; its stock is released now, or later if inventory-service is down. */
@Singleton
class CancelOrder {

    private final OrderRepository orders;
    private final ReleaseOrderStock releaseStock;
    private final OrderTelemetry telemetry;

    CancelOrder(OrderRepository orders, ReleaseOrderStock releaseStock, OrderTelemetry telemetry) {
        this.orders = orders;
        this.releaseStock = releaseStock;
        this.telemetry = telemetry;
    }

    /**
     * Cancels once; an order that is cancelled already is returned as it is.
     *
     * @param owner of the order; empty for operators
     * @throws Order.NotCancellable if the order is not confirmed
     */
    Order cancel(UUID id, Optional<UUID> owner) {
        return telemetry.step("cancel order", id, () -> {
            var order = orders.visible(id, owner).orElseThrow(() -> new NotFound("order " + id));
            telemetry.scope(order);
            if (order.status() == OrderStatus.CANCELLED) {
                return order;
            }
            if (orders.cancel(order)) {
                releaseStock.release(id);
            }
            var cancelled = orders.reload(id);
            telemetry.scope(cancelled);
            return cancelled;
        });
    }
}
