package shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** The meters of this service. */
@Singleton
class OrderMetrics {

    private static final List<String> REASONS = List.of(
            "dependency-unavailable",
            "forbidden",
            "insufficient-stock",
            "overloaded",
            "unknown-product",
            "user-suspended");

    private final MeterProvider<Counter> created;
    private final MeterProvider<Counter> rejected;
    private final Counter revenue;

    OrderMetrics(MeterRegistry registry) {
        created = Counter.builder("orders.created")
                .description("Orders confirmed")
                .withRegistry(registry);
        rejected = Counter.builder("orders.rejected")
                .description("Orders refused or given up")
                .withRegistry(registry);
        revenue = Counter.builder("order.revenue")
                .description("Total of all confirmed orders, in the shop's currency")
                .register(registry);
        for (var type : OrderType.values()) {
            created.withTag("type", type.label());
        }
        REASONS.forEach(reason -> rejected.withTag("reason", reason));
    }

    void confirmed(Order order) {
        created.withTag("type", order.type.label()).increment();
        revenue.increment(order.total.doubleValue());
    }

    /** @param reason slug of a problem, one of those that are listed above */
    void rejected(String reason) {
        rejected.withTag("reason", reason).increment();
    }
}
