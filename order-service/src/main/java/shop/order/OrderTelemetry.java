package shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import telemetry.errors.ErrorTracking;
import telemetry.traces.BusinessSpans;

/** The spans, meters and error scope of orders. */
@Singleton
@Startup
class OrderTelemetry {

    private static final String ORDER_ID = "shop.order.id";
    private static final List<String> REASONS = List.of(
            "dependency-unavailable",
            "forbidden",
            "insufficient-stock",
            "overloaded",
            "unknown-product",
            "user-suspended");

    private final BusinessSpans spans;
    private final ErrorTracking errors;
    private final MeterProvider<Counter> created;
    private final MeterProvider<Counter> rejected;
    private final Counter revenue;
    private final double processedSampleRate;

    OrderTelemetry(BusinessSpans spans, ErrorTracking errors, MeterRegistry registry, OrderConfig config) {
        this.spans = spans;
        this.errors = errors;
        this.processedSampleRate = config.orderProcessedSampleRate();
        created = Counter.builder("orders.created")
                .description("Orders confirmed")
                .withRegistry(registry);
        rejected = Counter.builder("orders.rejected")
                .description("Orders refused or abandoned")
                .withRegistry(registry);
        revenue = Counter.builder("order.revenue")
                .description("Total of all confirmed orders, in the shop's currency")
                .register(registry);
        for (var type : OrderType.values()) {
            created.withTag("type", type.label());
        }
        REASONS.forEach(reason -> rejected.withTag("reason", reason));
    }

    /** Runs a step on a new order in a span. */
    <T> T step(String name, Order order, Supplier<T> step) {
        return step(name, order.id(), () -> {
            var span = Span.current();
            span.setAttribute("shop.order.type", order.type().label());
            span.setAttribute("user.id", order.userId().toString());
            scope(order);
            return step.get();
        });
    }

    /** Runs a step on an order of which only the id is known in a span. */
    <T> T step(String name, UUID id, Supplier<T> step) {
        return spans.call(name, span -> {
            span.setAttribute(ORDER_ID, id.toString());
            scope(id);
            return step.get();
        });
    }

    /** Runs a step of background work in an error scope of its own. */
    <T> T isolated(Supplier<T> step) {
        return errors.isolated(step);
    }

    /** Attaches the order to errors from here on. */
    void scope(Order order) {
        scope(order.id());
        errors.user(order.userId().toString());
        errors.context(
                "order",
                Map.of("id", order.id().toString(), "status", order.status().name()));
    }

    /** Attaches the id of an order to errors from here on. */
    void scope(UUID id) {
        errors.tag("order_id", id.toString());
    }

    /** Counts a confirmed order and reports a sample of them as the message "order processed". */
    void confirmed(Order order) {
        created.withTag("type", order.type().label()).increment();
        revenue.increment(order.total().doubleValue());
        scope(order);
        if (ThreadLocalRandom.current().nextDouble() < processedSampleRate) {
            errors.message("order processed");
        }
    }

    /** @param reason slug of a problem, one of {@link #REASONS} */
    void rejected(String reason) {
        rejected.withTag("reason", reason).increment();
    }
}
