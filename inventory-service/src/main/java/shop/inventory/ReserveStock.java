package shop.inventory;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.http.problem.Problem;
import shop.inventory.Reservation.Line;
import shop.inventory.Reservation.Requested;
import shop.inventory.Reservation.Shortage;
import shop.inventory.Reservation.Status;
import shop.inventory.ReservationRepository.Stock;

/** Reserves stock for an order: all of its lines or none; idempotent per order. */
@Singleton
class ReserveStock {

    /** @param isNew false if the order had this reservation already */
    record Outcome(Reservation reservation, boolean isNew) {}

    private final ReservationRepository reservations;
    private final String currency;

    ReserveStock(ReservationRepository reservations, InventoryConfig config) {
        this.reservations = reservations;
        this.currency = config.currency();
    }

    /**
     * @throws UnknownProduct if a line names a product that does not exist
     * @throws OutOfStock if there is too little of a product
     * @throws ReservationConflict if the order has a reservation of other lines
     */
    Outcome reserve(UUID orderId, List<Requested> lines) {
        var requested = merged(lines);
        var stock = reservations.hold(orderId, requested, currency).stream()
                .collect(Collectors.toMap(Stock::productId, Function.identity()));
        if (stock.values().stream().anyMatch(Stock::isHeld)) {
            return new Outcome(held(orderId, requested, stock), true);
        }
        var existing = reservations.find(orderId).orElseThrow(() -> refusal(requested, stock));
        if (!existing.isFor(requested)) {
            throw new ReservationConflict(orderId);
        }
        return new Outcome(existing, false);
    }

    /** Merges lines of one product and sorts by product id, as stored lines are. */
    private static List<Requested> merged(List<Requested> lines) {
        var quantities = new TreeMap<String, Long>();
        lines.forEach(line -> quantities.merge(line.productId(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(entry -> new Requested(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Reservation held(UUID orderId, List<Requested> requested, Map<String, Stock> stock) {
        var lines = requested.stream()
                .map(line -> new Line(
                        line.productId(),
                        line.quantity(),
                        stock.get(line.productId()).price()))
                .toList();
        return new Reservation(orderId, Status.HELD, lines, currency);
    }

    private static Problem refusal(List<Requested> requested, Map<String, Stock> stock) {
        var unknown = requested.stream()
                .map(Requested::productId)
                .filter(id -> !stock.containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            return new UnknownProduct(unknown);
        }
        return new OutOfStock(requested.stream()
                .map(line -> new Shortage(
                        line.productId(),
                        line.quantity(),
                        stock.get(line.productId()).available()))
                .filter(shortage -> shortage.available() < shortage.requested())
                .toList());
    }

    static final class OutOfStock extends Problem {
        OutOfStock(List<Shortage> shortages) {
            super(
                    409,
                    "insufficient-stock",
                    "Not enough stock",
                    "There is not enough stock of the products listed in shortages.",
                    Map.of("shortages", shortages),
                    null);
        }
    }

    static final class UnknownProduct extends Problem {
        UnknownProduct(List<String> ids) {
            super(422, "unknown-product", "Unknown product", "There is no product " + String.join(", ", ids) + ".");
        }
    }

    static final class ReservationConflict extends Problem {
        ReservationConflict(UUID orderId) {
            super(
                    409,
                    "reservation-conflict",
                    "Reservation conflict",
                    "Order " + orderId + " has a reservation of other lines.");
        }
    }
}
