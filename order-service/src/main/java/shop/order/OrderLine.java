package shop.order;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/**
 * So many pieces of a product.
 *
 * @param unitPrice inventory-service's price; null until the order is confirmed
 */
@Embeddable
record OrderLine(String productId, long quantity, BigDecimal unitPrice) {

    OrderLine at(BigDecimal price) {
        return new OrderLine(productId, quantity, price);
    }

    BigDecimal amount() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
