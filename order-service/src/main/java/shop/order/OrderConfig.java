package shop.order;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
interface OrderConfig {

    /** ISO 4217 code of the currency of orders that inventory-service has not priced. */
    String currency();

    /** How many orders are placed at once. */
    int placedAtOnce();

    /** How long a request waits for its turn to be placed. */
    Duration longestWait();

    /** Age from which a pending order is given up: longer than any request that could still confirm it. */
    Duration abandonedAfter();

    /** How often abandoned orders are looked for. */
    Duration releaseEvery();

    /** Share of confirmed orders that are told to Sentry by a message, 0 to 1. */
    double orderProcessedSampleRate();
}
