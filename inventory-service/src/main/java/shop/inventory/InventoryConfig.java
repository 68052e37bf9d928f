package shop.inventory;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
interface InventoryConfig {

    /** ISO 4217 code of the currency of all prices. */
    String currency();

    /** Interval at which the metric {@code inventory_level} is read from the database. */
    Duration levelRefresh();

    /** Time after which a held reservation is reported to order-service: longer than an event usually takes. */
    Duration heldAtMost();

    /** Interval at which such reservations are reported. */
    Duration reconcileEvery();
}
