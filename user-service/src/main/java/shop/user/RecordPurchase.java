package shop.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import shop.defaults.events.Event;
import shop.defaults.events.EventHandler;
import shop.defaults.events.MalformedEvent;

/**
 * Records confirmed and cancelled orders as purchases.
 *
 * <p>Each order has one row, which stays cancelled, so that events may come again and in any order.
 */
@Singleton
class RecordPurchase implements EventHandler {

    private static final String CONFIRMED = "OrderConfirmed";
    private static final String CANCELLED = "OrderCancelled";

    /** What the data of a confirmed order says of it. */
    @RegisterForReflection
    record Order(UUID userId, BigDecimal total, String currency) {}

    private final PurchaseRepository purchases;
    private final ObjectReader json;

    RecordPurchase(PurchaseRepository purchases, ObjectMapper json) {
        this.purchases = purchases;
        // A later version may report more.
        this.json = json.readerFor(Order.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public String stream() {
        return "orders";
    }

    @Override
    public Set<String> types() {
        return Set.of(CONFIRMED, CANCELLED);
    }

    @Override
    public boolean handle(Event event) {
        return event.type().equals(CONFIRMED) ? add(event) : purchases.cancel(event.orderId());
    }

    private boolean add(Event event) {
        var order = order(event);
        return purchases.add(event.orderId(), order.userId, order.total, order.currency, event.time());
    }

    private Order order(Event event) {
        try {
            Order order = json.readValue(event.data());
            if (Stream.of(order.userId, order.total, order.currency).anyMatch(Objects::isNull)) {
                throw new MalformedEvent("The data is incomplete", null);
            }
            return order;
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("The data is malformed", e);
        }
    }
}
