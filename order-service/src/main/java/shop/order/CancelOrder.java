package shop.order;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import shop.http.problem.NotFound;

/** Cancels an order, whose event releases its stock. */
@Singleton
class CancelOrder {

    private final OrderRepository orders;
    private final OrderTelemetry telemetry;

    CancelOrder(OrderRepository orders, OrderTelemetry telemetry) {
        this.orders = orders;
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
            orders.cancel(order);
            var cancelled = orders.reload(id);
            telemetry.scope(cancelled);
            return cancelled;
        });
    }
}
