package shop.order.outbox;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Set;

/** Settings of the outbox. */
@ConfigMapping(prefix = "shop.outbox")
interface OutboxConfig {

    /** Consumer groups that must acknowledge an event before its row is deleted. */
    Set<String> consumers();

    /** Length of the stream from which on nothing is published. */
    int streamLimit();

    /** Interval at which the outbox is read without a commit, and at which acknowledged events are removed. */
    Duration interval();

    /** Interval at which the gauges are read. */
    Duration refresh();
}
