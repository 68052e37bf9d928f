package telemetry.traces;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import telemetry.http.FilterOrder;

/** Adds the trace ID to every response. */
@Singleton
class TraceIdHeader {

    static final String NAME = "X-Trace-Id";

    void register(@Observes Filters filters) {
        filters.register(TraceIdHeader::put, FilterOrder.TRACE_ID.priority());
    }

    void register(@Observes Router router) {
        router.route().order(FilterOrder.TRACE_ID.ofFailureHandler()).failureHandler(TraceIdHeader::put);
    }

    private static void put(RoutingContext request) {
        if (!request.response().headWritten()) {
            request.response().putHeader(NAME, CurrentTrace.id());
        }
        request.next();
    }
}
