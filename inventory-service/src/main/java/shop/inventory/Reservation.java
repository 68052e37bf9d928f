package shop.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Stock that is held for an order, at the prices of the moment. */
record Reservation(UUID orderId, Status status, List<Line> lines, String currency) {

    enum Status {
        HELD,
        COMMITTED,
        RELEASED
    }

    record Line(String productId, long quantity, BigDecimal unitPrice) {}

    /** What an order wants of a product. */
    record Wanted(String productId, long quantity) {}

    /** A product of which there is less than wanted. */
    @RegisterForReflection
    record Shortage(String productId, long requested, long available) {}

    boolean isFor(List<Wanted> wanted) {
        var held = lines.stream()
                .map(line -> new Wanted(line.productId, line.quantity))
                .toList();
        return held.equals(wanted);
    }
}
