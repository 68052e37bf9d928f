package shop.order;

import jakarta.inject.Singleton;
import java.util.UUID;
import shop.defaults.Deadline;
import shop.defaults.idempotency.RequestInProgress;
import shop.http.problem.DeadlineExceeded;
import shop.http.problem.DependencyUnavailable;
import shop.http.problem.Forbidden;
import shop.http.problem.Overloaded;
import shop.http.problem.Problem;
import shop.order.client.NotSent;
import shop.order.inventory.InventoryClient;
import shop.order.inventory.OutOfStock;
import shop.order.inventory.Reservation;
import shop.order.inventory.UnknownProduct;
import shop.order.user.UserClient;

/** Places an order: checks the user, reserves the stock and confirms the order at inventory-service's prices. */
@Singleton
class PlaceOrder {

    private final Admission admission;
    private final UserClient users;
    private final InventoryClient inventory;
    private final OrderRepository orders;
    private final OrderTelemetry telemetry;

    PlaceOrder(
            Admission admission,
            UserClient users,
            InventoryClient inventory,
            OrderRepository orders,
            OrderTelemetry telemetry) {
        this.admission = admission;
        this.users = users;
        this.inventory = inventory;
        this.orders = orders;
        this.telemetry = telemetry;
    }

    /**
     * @throws Overloaded if too many orders are being placed
     * @throws RequestInProgress if another placement has its key
     * @throws UserSuspended if the user may not order
     * @throws OutOfStock if there is too little of a product
     * @throws UnknownProduct if a line names a product that does not exist
     * @throws DeadlineExceeded if what came before the reservation took too long; the order is rejected
     * @throws DependencyUnavailable if another service is down or slow; the order is rejected, now or later
     */
    Order place(Order.Placement placement) {
        return admission.admit(deadline -> {
            var order = orders.pending(placement);
            return telemetry.step("place order", order, () -> placed(order, deadline));
        });
    }

    private Order placed(Order order, Deadline deadline) {
        checkUser(order.userId(), deadline);
        if (!orders.add(order)) {
            throw new RequestInProgress();
        }
        confirm(order, reserved(order, deadline));
        return order;
    }

    private void checkUser(UUID id, Deadline deadline) {
        try {
            if (users.fetch(id, deadline).orElseThrow(Forbidden::new).isSuspended()) {
                throw new UserSuspended();
            }
            deadline.check();
        } catch (Problem refusal) {
            telemetry.rejected(refusal.slug());
            throw refusal;
        }
    }

    private Reservation reserved(Order order, Deadline deadline) {
        var lines = order.requested().stream()
                .map(line -> new Reservation.Requested(line.productId(), line.quantity()))
                .toList();
        try {
            return inventory.reserve(order.id(), lines, deadline);
        } catch (OutOfStock | UnknownProduct | NotSent | DeadlineExceeded refusal) {
            reject(order, refusal);
            throw refusal;
        } catch (RuntimeException unknown) {
            // The order stays pending until it is abandoned; a repetition need not wait for that.
            orders.free(order);
            throw unknown;
        }
    }

    private void reject(Order order, Problem refusal) {
        if (orders.reject(order, refusal)) {
            telemetry.scope(order);
            telemetry.rejected(refusal.slug());
        }
    }

    private void confirm(Order order, Reservation reservation) {
        if (!orders.confirm(order, reservation.prices(), reservation.currency())) {
            // It took so long that the order was abandoned, and counted as such.
            throw new DependencyUnavailable("inventory-service", null);
        }
        telemetry.confirmed(order);
    }

    static final class UserSuspended extends Problem {
        UserSuspended() {
            super(403, "user-suspended", "User suspended", "This account is suspended and cannot order.");
        }
    }
}
