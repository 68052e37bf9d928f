package shop.order;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of this service. */
@ConfigMapping(prefix = "shop")
interface OrderConfig {

    /** ISO 4217 code of the currency of orders that are not priced yet. */
    String currency();

    /** Number of orders that are placed at once. */
    int placedAtOnce();

    /** Number of requests that may wait for a place among them. */
    int maxWaiting();

    /** Longest time that a request waits for a place. */
    Duration maxWait();

    /**
     * Deadline of placing an order, with its wait and the verification of the caller's token.
     *
     * <p>It bounds no transaction that has begun.
     */
    Duration answerWithin();

    /** Age at which a pending order is abandoned: longer than any request that could still confirm it. */
    Duration abandonedAfter();

    /** Interval at which pending orders are abandoned. */
    Duration abandonEvery();

    /** Share of confirmed orders that are reported to Sentry by a message, 0 to 1. */
    double orderProcessedSampleRate();
}
