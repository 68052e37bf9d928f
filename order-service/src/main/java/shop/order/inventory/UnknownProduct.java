package shop.order.inventory;

import shop.http.problem.Problem;

/** A line names a product that does not exist. */
public final class UnknownProduct extends Problem {

    UnknownProduct(String detail) {
        super(422, "unknown-product", "Unknown product", detail);
    }
}
