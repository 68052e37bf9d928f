package shop.defaults;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import telemetry.http.FilterOrder;

/** Sets the deadline of the current request, which starts before its authentication. */
@Singleton
public class RequestDeadline {

    private static final String RECEIVED = RequestDeadline.class.getName();
    // The upload of the body, which the client delays, does not count; service.request-timeout limits it.
    private static final int AFTER_THE_BODY = FilterOrder.APPLICATION.priority() - 1;

    private final RoutingContext request;

    RequestDeadline(RoutingContext request) {
        this.request = request;
    }

    void start(@Observes Filters filters) {
        filters.register(
                received -> {
                    received.put(RECEIVED, System.nanoTime());
                    received.next();
                },
                AFTER_THE_BODY);
    }

    public Deadline after(Duration limit) {
        var spent = System.nanoTime() - request.<Long>get(RECEIVED);
        return Deadline.after(limit.minusNanos(spent));
    }
}
