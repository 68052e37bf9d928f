package shop.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How an order reaches its owner. */
enum OrderType {
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("express")
    EXPRESS,
    @JsonProperty("pickup")
    PICKUP;

    /** The name in JSON and in the label of a metric. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
