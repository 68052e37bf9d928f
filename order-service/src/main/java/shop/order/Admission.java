package shop.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import shop.defaults.Bulkhead;
import shop.defaults.Deadline;
import shop.defaults.problem.Overloaded;

/** Limits how many orders are placed at once, and sets the deadline by which each of them is answered. */
@Singleton
@Startup
class Admission {

    private final Bulkhead bulkhead;
    private final Duration answerWithin;
    private final OrderTelemetry telemetry;

    Admission(OrderConfig config, MeterRegistry registry, OrderTelemetry telemetry) {
        this.answerWithin = config.answerWithin();
        this.bulkhead = new Bulkhead("place-order", config.placedAtOnce(), maxWait(config), registry);
        this.telemetry = telemetry;
    }

    private static Duration maxWait(OrderConfig config) {
        return config.maxWait().compareTo(config.answerWithin()) < 0 ? config.maxWait() : config.answerWithin();
    }

    /**
     * Places an order once there is a place for it; the wait counts against its deadline.
     *
     * @throws Overloaded if no place becomes free in time
     */
    Order admit(Function<Deadline, Order> placing) {
        var deadline = Deadline.after(answerWithin);
        try {
            return bulkhead.call(() -> placing.apply(deadline));
        } catch (Overloaded overloaded) {
            telemetry.rejected(overloaded.slug());
            throw overloaded;
        }
    }
}
