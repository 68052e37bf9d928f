package shop.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import shop.defaults.problem.Problem;
import shop.inventory.Reservation.Status;

/** Releases the stock reserved for an order. */
@Singleton
class ReleaseStock {

    private final ReservationRepository reservations;
    private final String currency;

    ReleaseStock(ReservationRepository reservations, InventoryConfig config) {
        this.reservations = reservations;
        this.currency = config.currency();
    }

    /**
     * Releases an order's reservation and blocks any later one for the same order; idempotent.
     *
     * @throws AlreadyCommitted if the stock has been delivered
     */
    Reservation release(UUID orderId) {
        if (reservations.block(orderId, currency)) {
            return new Reservation(orderId, Status.RELEASED, List.of(), currency);
        }
        reservations.release(orderId);
        var reservation = reservations.find(orderId).orElseThrow();
        if (reservation.status() != Status.RELEASED) {
            throw new AlreadyCommitted(orderId);
        }
        return reservation;
    }

    static final class AlreadyCommitted extends Problem {
        AlreadyCommitted(UUID orderId) {
            super(
                    409,
                    "reservation-committed",
                    "Reservation committed",
                    "The stock of order " + orderId + " has left and cannot be released.");
        }
    }
}
