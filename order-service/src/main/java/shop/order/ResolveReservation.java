package shop.order;

import jakarta.inject.Singleton;
import java.util.Set;
import shop.defaults.events.Event;
import shop.defaults.events.EventHandler;

/** Repeats the event of an order whose reservation inventory-service has held for too long without one. */
@Singleton
class ResolveReservation implements EventHandler {

    private final OrderRepository orders;

    ResolveReservation(OrderRepository orders) {
        this.orders = orders;
    }

    @Override
    public String stream() {
        return "reservations";
    }

    @Override
    public Set<String> types() {
        return Set.of("ReservationUnresolved");
    }

    @Override
    public boolean handle(Event event) {
        return orders.repeatEvent(event.orderId());
    }
}
