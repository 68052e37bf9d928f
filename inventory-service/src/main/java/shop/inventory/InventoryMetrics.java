package shop.inventory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import shop.defaults.BackgroundWork;

/** The meters of this service. */
@Singleton
class InventoryMetrics {

    private record Level(AtomicLong available, Gauge gauge) {}

    private final ProductRepository products;
    private final BackgroundWork work;
    private final MeterRegistry registry;
    private final Map<String, Level> levels = new HashMap<>();

    InventoryMetrics(ProductRepository products, BackgroundWork work, MeterRegistry registry) {
        this.products = products;
        this.work = work;
        this.registry = registry;
    }

    /** Reads from the database instead of counting, so that all replicas agree, even after a restart. */
    @Scheduled(every = "${shop.level-refresh}", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        work.run(this::refreshLevels);
    }

    private void refreshLevels() {
        show(products.levels());
    }

    /** Keeps the gauge of a product that still exists, so that a concurrent scrape never misses it. */
    synchronized void show(Map<String, Long> available) {
        levels.entrySet().removeIf(level -> {
            var isGone = !available.containsKey(level.getKey());
            if (isGone) {
                registry.remove(level.getValue().gauge());
            }
            return isGone;
        });
        available.forEach((product, pieces) -> {
            var level = levels.get(product);
            if (level == null) {
                levels.put(product, level(product, new AtomicLong(pieces)));
            } else {
                level.available().set(pieces);
            }
        });
    }

    private Level level(String product, AtomicLong available) {
        return new Level(
                available,
                Gauge.builder("inventory.level", available, AtomicLong::get)
                        .description("Pieces of a product that can be ordered")
                        .tag("product_id", product)
                        .register(registry));
    }
}
