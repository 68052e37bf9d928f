package shop.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Delivery type of an order. */
enum OrderType {
    @JsonProperty("standard")
    STANDARD,
    @JsonProperty("express")
    EXPRESS,
    @JsonProperty("pickup")
    PICKUP;

    /** The name in JSON and in the labels of metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
