package shop.order;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import telemetry.errors.ErrorTracking;

/** What the errors of this service say of the order that they are about. */
@Singleton
class OrderErrors {

    private static final String ORDER_ID = "order_id";

    private final ErrorTracking errors;
    private final double processedSampleRate;

    OrderErrors(ErrorTracking errors, OrderConfig config) {
        this.errors = errors;
        this.processedSampleRate = config.orderProcessedSampleRate();
    }

    /** From here on, the request or step at hand is about this order. */
    void concern(Order order) {
        errors.user(order.userId.toString());
        errors.tag(ORDER_ID, order.id.toString());
        errors.context("order", Map.of("id", order.id.toString(), "status", order.status.name()));
    }

    /** As far as it is known of an order that only its id is. */
    void concern(UUID id) {
        errors.tag(ORDER_ID, id.toString());
    }

    void processed(Order order) {
        concern(order);
        if (ThreadLocalRandom.current().nextDouble() < processedSampleRate) {
            errors.message("order processed");
        }
    }

    /** Does a step of background work whose errors are nobody else's. */
    <T> T isolated(Supplier<T> step) {
        return errors.isolated(step);
    }
}
