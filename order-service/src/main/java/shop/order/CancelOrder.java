package shop.order;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.problem.NotFound;
import shop.defaults.problem.Problem;
import telemetry.traces.BusinessSpans;

/** Calls an order off; its stock is given back now, or later where inventory-service is down. */
@Singleton
class CancelOrder {

    private final OrderRepository orders;
    private final ReleaseAbandonedStock releaseStock;
    private final OrderErrors errors;
    private final BusinessSpans spans;

    CancelOrder(OrderRepository orders, ReleaseAbandonedStock releaseStock, OrderErrors errors, BusinessSpans spans) {
        this.orders = orders;
        this.releaseStock = releaseStock;
        this.errors = errors;
        this.spans = spans;
    }

    /**
     * @param owner whose order it must be; empty for anybody's
     * @throws NotCancellable where the order was never confirmed
     */
    Order cancel(UUID id, Optional<UUID> owner) {
        return spans.call("cancel order", span -> {
            span.setAttribute("shop.order.id", id.toString());
            errors.concern(id);
            errors.concern(orders.visible(id, owner).orElseThrow(() -> new NotFound("order " + id)));
            if (orders.cancel(id)) {
                releaseStock.release(id);
            }
            var order = orders.reload(id);
            errors.concern(order);
            if (order.status != OrderStatus.CANCELLED) {
                throw new NotCancellable(order.status);
            }
            return order;
        });
    }

    static final class NotCancellable extends Problem {
        NotCancellable(OrderStatus status) {
            super(
                    409,
                    "not-cancellable",
                    "Not cancellable",
                    "The order is " + status + ": only a confirmed one can be cancelled.");
        }
    }
}
