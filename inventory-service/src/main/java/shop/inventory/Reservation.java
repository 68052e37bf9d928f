package shop.inventory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Stock reserved for an order, at the prices of that moment. */
record Reservation(UUID orderId, Status status, List<Line> lines, String currency) {

    enum Status {
        HELD,
        COMMITTED,
        RELEASED
    }

    record Line(String productId, long quantity, BigDecimal unitPrice) {}

    /** A product and the quantity that an order requests. */
    record Requested(String productId, long quantity) {}

    /** A product with too little stock. */
    @RegisterForReflection
    record Shortage(String productId, long requested, long available) {}

    boolean isFor(List<Requested> requested) {
        var held = lines.stream()
                .map(line -> new Requested(line.productId, line.quantity))
                .toList();
        return held.equals(requested);
    }
}
