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
import shop.inventory.Reservation.Shortage;
import shop.inventory.Reservation.Status;
import shop.inventory.Reservation.Wanted;

/** Holds stock for an order: all lines or none, once for an order however often it is asked. */
@Singleton
class ReserveStock {

    /** @param isNew false where the order had this reservation already */
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
     * @throws UnknownProduct where a line names a product that does not exist
     * @throws OutOfStock where there is less of a product than wanted
     * @throws ReservationConflict where the order has a reservation of other lines
     */
    @Transactional
    Outcome reserve(UUID orderId, List<Wanted> lines) {
        var wanted = merged(lines);
        if (!reservations.open(orderId, Status.HELD, currency)) {
            return new Outcome(existing(orderId, wanted), false);
        }
        var taken = take(wanted);
        reservations.addLines(orderId, taken);
        return new Outcome(new Reservation(orderId, Status.HELD, taken, currency), true);
    }

    /** One line a product, in the order of their ids: transactions that lock rows in one order cannot deadlock. */
    private static List<Wanted> merged(List<Wanted> lines) {
        var quantities = new TreeMap<String, Long>();
        lines.forEach(line -> quantities.merge(line.productId(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(entry -> new Wanted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Reservation existing(UUID orderId, List<Wanted> wanted) {
        return reservations
                .find(orderId)
                .filter(reservation -> reservation.isFor(wanted))
                .orElseThrow(() -> new ReservationConflict(orderId));
    }

    private List<Line> take(List<Wanted> wanted) {
        var taken = new ArrayList<Line>();
        var missing = new ArrayList<Wanted>();
        for (var line : wanted) {
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

    private Problem refusal(List<Wanted> missing) {
        var known = products.all(missing.stream().map(Wanted::productId).toList()).stream()
                .collect(Collectors.toMap(product -> product.id, Function.identity()));
        var unknown = missing.stream()
                .map(Wanted::productId)
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
                    "There is less than wanted of the products listed in shortages.",
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
