package shop.inventory;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
interface InventoryConfig {

    /** ISO 4217 code of the currency that all prices are in. */
    String currency();

    /** How often the metric {@code inventory_level} is read from the database. */
    Duration levelRefresh();
}
