package shop.inventory;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import shop.defaults.BackgroundWork;

/** The meters of this service. */
@Singleton
class InventoryMetrics {

    private final ProductRepository products;
    private final BackgroundWork work;
    private final MultiGauge levels;

    InventoryMetrics(ProductRepository products, BackgroundWork work, MeterRegistry registry) {
        this.products = products;
        this.work = work;
        this.levels = MultiGauge.builder("inventory.level")
                .description("Pieces of a product that can be ordered")
                .register(registry);
    }

    /** Read from the database and not counted along, so that every replica tells the same, after a restart too. */
    @Scheduled(every = "${shop.level-refresh}")
    void refresh() {
        work.run(this::refreshLevels);
    }

    private void refreshLevels() {
        var rows = products.listAll().stream()
                .map(product -> Row.of(Tags.of("product_id", product.id), product.available))
                .toList();
        levels.register(rows, true);
    }
}
