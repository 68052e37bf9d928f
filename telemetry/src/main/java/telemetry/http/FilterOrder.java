package telemetry.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Route;

/** Order in which filters see a request, from the first to the last. */
public enum FilterOrder {
    TRACE_ID(1_000),
    ERROR_SCOPE(960),
    ACCESS_LOG(950),
    METRICS(900),
    /** Filters of the application, whose responses still carry a trace ID and are counted. */
    APPLICATION(800);

    private final int priority;

    FilterOrder(int priority) {
        this.priority = priority;
    }

    /** Priority for {@link Filters#register}: the highest runs first. */
    public int priority() {
        return priority;
    }

    /**
     * Order for {@link Route#order} of a failure handler. It precedes Quarkus' own handlers and sees the requests that
     * fail before any filter, such as those without a host.
     */
    public int ofFailureHandler() {
        return Integer.MIN_VALUE + ordinal();
    }
}
