package shop.order.inventory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stock that inventory-service holds for an order, one line per product. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reservation(String status, List<Line> lines, String currency) {

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(String productId, BigDecimal unitPrice) {}

    @RegisterForReflection
    public record Requested(String productId, long quantity) {}

    /** Unit price of each product. */
    public Map<String, BigDecimal> prices() {
        return lines.stream().collect(Collectors.toMap(Line::productId, Line::unitPrice, (first, _) -> first));
    }

    /** Whether it covers the request, which an answer of another service may not. */
    boolean holds(List<Requested> requested) {
        return "HELD".equals(status)
                && currency != null
                && lines != null
                && lines.stream().allMatch(line -> line.productId != null && line.unitPrice != null)
                && prices().keySet()
                        .containsAll(
                                requested.stream().map(Requested::productId).toList());
    }
}
