package shop.inventory;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import shop.defaults.events.Event;
import shop.defaults.events.EventHandler;

/**
 * Commits the reservation of a confirmed order, and releases that of a cancelled one.
 *
 * <p>A status changes once, so that events may come again and in any order: what is released stays released.
 */
@Singleton
class SettleReservation implements EventHandler {

    private static final String CONFIRMED = "OrderConfirmed";
    private static final String CANCELLED = "OrderCancelled";

    private final ReservationRepository reservations;
    private final String currency;

    SettleReservation(ReservationRepository reservations, InventoryConfig config) {
        this.reservations = reservations;
        this.currency = config.currency();
    }

    @Override
    public String stream() {
        return "orders";
    }

    @Override
    public Set<String> types() {
        return Set.of(CONFIRMED, CANCELLED);
    }

    @Override
    public boolean handle(Event event) {
        return event.type().equals(CONFIRMED) ? reservations.commit(event.orderId()) : release(event.orderId());
    }

    /** Releases an order's reservation, or blocks a later one for the same order. */
    boolean release(UUID orderId) {
        return reservations.block(orderId, currency) || reservations.release(orderId);
    }
}
