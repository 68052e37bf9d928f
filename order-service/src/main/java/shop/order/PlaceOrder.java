package shop.order;

import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import shop.defaults.Bulkhead;
import shop.defaults.TimeOrderedIds;
import shop.defaults.problem.DependencyUnavailable;
import shop.defaults.problem.Forbidden;
import shop.defaults.problem.Overloaded;
import shop.defaults.problem.Problem;
import shop.order.inventory.InventoryClient;
import shop.order.inventory.OutOfStock;
import shop.order.inventory.Reservation;
import shop.order.inventory.UnknownProduct;
import shop.order.user.UserClient;
import telemetry.traces.BusinessSpans;
import telemetry.traces.CurrentTrace;

/** Takes an order: checks who buys, holds the stock, and confirms it at inventory-service's prices. */
@Singleton
class PlaceOrder {

    private final Bulkhead bulkhead;
    private final UserClient users;
    private final InventoryClient inventory;
    private final OrderRepository orders;
    private final OrderMetrics metrics;
    private final OrderErrors errors;
    private final BusinessSpans spans;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String currency;

    PlaceOrder(
            UserClient users,
            InventoryClient inventory,
            OrderRepository orders,
            OrderMetrics metrics,
            OrderErrors errors,
            BusinessSpans spans,
            TimeOrderedIds ids,
            Clock clock,
            OrderConfig config) {
        this.bulkhead = new Bulkhead(config.placedAtOnce(), config.longestWait());
        this.users = users;
        this.inventory = inventory;
        this.orders = orders;
        this.metrics = metrics;
        this.errors = errors;
        this.spans = spans;
        this.ids = ids;
        this.clock = clock;
        this.currency = config.currency();
    }

    /**
     * @param lines what is wanted, not priced
     * @throws Overloaded where too many orders are being placed
     * @throws UserSuspended where the buyer may not buy
     * @throws OutOfStock where there is less of a product than wanted
     * @throws UnknownProduct where a line names a product that does not exist
     * @throws DependencyUnavailable where a neighbour is down or slow; the order is rejected, now or later
     */
    Order place(UUID userId, OrderType type, List<OrderLine> lines) {
        try {
            return bulkhead.call(() -> spans.call("place order", span -> {
                var order = pending(userId, type, lines);
                describe(span, order);
                errors.concern(order);
                checkBuyer(userId);
                orders.add(order);
                confirm(order, reserve(order));
                return order;
            }));
        } catch (Overloaded tooMany) {
            metrics.rejected(tooMany.slug());
            throw tooMany;
        }
    }

    private Order pending(UUID userId, OrderType type, List<OrderLine> lines) {
        var order = new Order();
        order.id = ids.next();
        order.userId = userId;
        order.type = type;
        order.status = OrderStatus.PENDING;
        order.lines = lines;
        order.total = BigDecimal.ZERO.setScale(2);
        order.currency = currency;
        order.traceId = CurrentTrace.id();
        order.stockHeld = true;
        order.createdAt = clock.instant();
        order.updatedAt = order.createdAt;
        return order;
    }

    private static void describe(Span span, Order order) {
        span.setAttribute("shop.order.id", order.id.toString());
        span.setAttribute("shop.order.type", order.type.label());
        span.setAttribute("user.id", order.userId.toString());
    }

    private void checkBuyer(UUID userId) {
        try {
            if (users.fetch(userId).orElseThrow(Forbidden::new).isSuspended()) {
                throw new UserSuspended();
            }
        } catch (Problem refusal) {
            metrics.rejected(refusal.slug());
            throw refusal;
        }
    }

    private Reservation reserve(Order order) {
        try {
            return inventory.reserve(
                    order.id,
                    order.lines.stream()
                            .map(line -> new Reservation.Wanted(line.productId(), line.quantity()))
                            .toList());
        } catch (OutOfStock | UnknownProduct refusal) {
            reject(order, refusal);
            throw refusal;
        } catch (DependencyUnavailable failure) {
            if (InventoryClient.wasNotAsked(failure)) {
                reject(order, failure);
            }
            throw failure;
        }
    }

    private void reject(Order order, Problem refusal) {
        if (orders.reject(order.id, refusal.slug(), false)) {
            order.status = OrderStatus.REJECTED;
            errors.concern(order);
            metrics.rejected(refusal.slug());
        }
    }

    private void confirm(Order order, Reservation reservation) {
        var prices = reservation.prices();
        order.lines = order.lines.stream()
                .map(line -> line.at(prices.get(line.productId())))
                .toList();
        order.total = order.lines.stream().map(OrderLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        order.currency = reservation.currency();
        order.updatedAt = clock.instant();
        if (!orders.confirm(order)) {
            // It took so long that it was given up, and counted as such.
            throw new DependencyUnavailable("inventory-service", null);
        }
        order.status = OrderStatus.CONFIRMED;
        metrics.confirmed(order);
        errors.processed(order);
    }

    static final class UserSuspended extends Problem {
        UserSuspended() {
            super(403, "user-suspended", "User suspended", "This account is suspended and cannot order.");
        }
    }
}
