package shop.inventory;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InventoryMetricsTest {

    private static final int PRODUCTS = 200;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InventoryMetrics metrics = new InventoryMetrics(null, null, registry);

    @Test
    void show_every_product_at_all_times() {
        metrics.show(all(0));
        var isRefreshed = new AtomicBoolean(true);

        try {
            Thread.startVirtualThread(() -> {
                for (var level = 1L; isRefreshed.get(); level++) {
                    metrics.show(all(level));
                }
            });
            for (var scrape = 0; scrape < 10_000; scrape++) {
                assertThat(registry.getMeters()).hasSize(PRODUCTS);
            }
        } finally {
            isRefreshed.set(false);
        }
    }

    @Test
    void show_the_latest_level_of_existing_products() {
        metrics.show(Map.of("kettle", 5L, "teapot", 2L));

        metrics.show(Map.of("kettle", 4L));
        metrics.show(Map.of("kettle", 3L, "cup", 7L));

        assertThat(registry.getMeters()).hasSize(2);
        assertThat(level("kettle")).isEqualTo(3);
        assertThat(level("cup")).isEqualTo(7);
    }

    private double level(String product) {
        return registry.get("inventory.level")
                .tag("product_id", product)
                .gauge()
                .value();
    }

    private static Map<String, Long> all(long level) {
        return IntStream.range(0, PRODUCTS).boxed().collect(toMap(i -> "product-" + i, _ -> level));
    }
}
