package shop.order.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import shop.http.problem.Problem;

/** There is too little of a product. */
public final class OutOfStock extends Problem {

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Shortage(String productId, long requested, long available) {}

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
