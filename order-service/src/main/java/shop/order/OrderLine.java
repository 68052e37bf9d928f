package shop.order;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** A product and its quantity in an order: requested at first, priced once the order is confirmed. */
sealed interface OrderLine {

    String productId();

    long quantity();

    record Requested(String productId, long quantity) implements OrderLine {

        Priced at(BigDecimal unitPrice) {
            if (unitPrice == null) {
                throw new IllegalArgumentException("There is no price for " + productId);
            }
            return new Priced(productId, quantity, unitPrice);
        }
    }

    record Priced(String productId, long quantity, BigDecimal unitPrice) implements OrderLine {

        BigDecimal amount() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    /**
     * The row of a line.
     *
     * @param unitPrice null for a requested line
     */
    @Embeddable
    record Row(String productId, long quantity, BigDecimal unitPrice) {

        static Row of(OrderLine line) {
            return switch (line) {
                case Requested requested -> new Row(requested.productId, requested.quantity, null);
                case Priced priced -> new Row(priced.productId, priced.quantity, priced.unitPrice);
            };
        }

        OrderLine line() {
            var requested = new Requested(productId, quantity);
            return unitPrice == null ? requested : requested.at(unitPrice);
        }
    }
}
