package shop.inventory;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.defaults.problem.Problem;
import shop.inventory.Reservation.Line;
import shop.inventory.Reservation.Requested;
import shop.inventory.Reservation.Shortage;
import shop.inventory.Reservation.Status;

/** Reserves stock for an order: all of its lines or none; idempotent per order. */
@Singleton
class ReserveStock {

    /** @param isNew false if the order had this reservation already */
    record Outcome(Reservation reservation, boolean isNew) {}

    private final ReservationRepository reservations;
    private final ProductRepository products;
    private final String currency;

    ReserveStock(ReservationRepository reservations, ProductRepository products, InventoryConfig config) {
        this.reservations = reservations;
        this.products = products;
        this.currency = config.currency();
    }

    /**
     * @throws UnknownProduct if a line names a product that does not exist
     * @throws OutOfStock if there is too little of a product
     * @throws ReservationConflict if the order has a reservation of other lines
     */
    @Transactional
    Outcome reserve(UUID orderId, List<Requested> lines) {
        var requested = merged(lines);
        if (!reservations.open(orderId, Status.HELD, currency)) {
            return new Outcome(existing(orderId, requested), false);
        }
        var taken = take(requested);
        reservations.addLines(orderId, taken);
        return new Outcome(new Reservation(orderId, Status.HELD, taken, currency), true);
    }

    /** Merges lines of one product and sorts by product id: rows locked in one order cannot deadlock. */
    private static List<Requested> merged(List<Requested> lines) {
        var quantities = new TreeMap<String, Long>();
        lines.forEach(line -> quantities.merge(line.productId(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(entry -> new Requested(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Reservation existing(UUID orderId, List<Requested> requested) {
        return reservations
                .find(orderId)
                .filter(reservation -> reservation.isFor(requested))
                .orElseThrow(() -> new ReservationConflict(orderId));
    }

    private List<Line> take(List<Requested> requested) {
        var taken = new ArrayList<Line>();
        var missing = new ArrayList<Requested>();
        for (var line : requested) {
            products.take(line.productId(), line.quantity())
                    .ifPresentOrElse(
                            price -> taken.add(new Line(line.productId(), line.quantity(), price)),
                            () -> missing.add(line));
        }
        if (!missing.isEmpty()) {
            throw refusal(missing);
        }
        return taken;
    }

    private Problem refusal(List<Requested> missing) {
        var known = products.all(missing.stream().map(Requested::productId).toList()).stream()
                .collect(Collectors.toMap(product -> product.id, Function.identity()));
        var unknown = missing.stream()
                .map(Requested::productId)
                .filter(id -> !known.containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            return new UnknownProduct(unknown);
        }
        return new OutOfStock(missing.stream()
                .map(line -> new Shortage(line.productId(), line.quantity(), known.get(line.productId()).available))
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
