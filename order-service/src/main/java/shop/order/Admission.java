package shop.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import shop.defaults.Bulkhead;
import shop.defaults.Deadline;
import shop.defaults.RequestDeadline;
import shop.http.problem.Overloaded;

/** Limits how many orders are placed at once, and sets the deadline by which each of them is answered. */
@Singleton
@Startup
class Admission {

    private final Bulkhead bulkhead;
    private final Duration answerWithin;
    private final RequestDeadline deadlines;
    private final OrderTelemetry telemetry;

    Admission(OrderConfig config, MeterRegistry registry, RequestDeadline deadlines, OrderTelemetry telemetry) {
        this.answerWithin = config.answerWithin();
        this.bulkhead =
                new Bulkhead("place-order", config.placedAtOnce(), config.maxWaiting(), config.maxWait(), registry);
        this.deadlines = deadlines;
        this.telemetry = telemetry;
    }

    /**
     * Places an order once there is a place for it; the wait counts against its deadline.
     *
     * @throws Overloaded if no place becomes free in time
     */
    Order admit(Function<Deadline, Order> placing) {
        var deadline = deadlines.after(answerWithin);
        try {
            return bulkhead.call(() -> placing.apply(deadline), deadline);
        } catch (Overloaded overloaded) {
            telemetry.rejected(overloaded.slug());
            throw overloaded;
        }
    }
}
