package shop.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import shop.order.inventory.InventoryClient;
import shop.order.user.UserClient;

/**
 * Starts the counters of the circuit breakers at 0.
 *
 * <p>SmallRye Fault Tolerance registers them with the first call, which {@code rate()} then does not see.
 */
@Singleton
@Startup
class CircuitMetrics {

    private static final List<String> METHODS =
            List.of(InventoryClient.class.getName() + ".reserve", UserClient.class.getName() + ".fetch");
    private static final List<String> RESULTS = List.of("circuitBreakerOpen", "failure", "success");

    CircuitMetrics(MeterRegistry registry) {
        for (var method : METHODS) {
            RESULTS.forEach(result -> registry.counter(
                    "ft.circuitbreaker.calls.total", "method", method, "circuitBreakerResult", result));
        }
    }
}
