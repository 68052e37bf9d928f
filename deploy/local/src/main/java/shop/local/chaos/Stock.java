package shop.local.chaos;

import java.math.BigDecimal;

/**
 * A product as the operator knows it.
 *
 * @param supplied pieces at the start and by all restocks
 */
record Stock(BigDecimal price, long supplied) {
    Stock restocked(long pieces) {
        return new Stock(price, supplied + pieces);
    }
}
