package telemetry.traces;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import telemetry.http.EarlyFailures;

/** Puts the id of its trace on every answer. */
@Singleton
class TraceIdHeader {

    static final String NAME = "X-Trace-Id";

    private static final int FIRST = 1_000;

    void register(@Observes Filters filters) {
        filters.register(TraceIdHeader::put, FIRST);
    }

    void register(@Observes Router router) {
        router.route().order(EarlyFailures.NAMED).failureHandler(TraceIdHeader::put);
    }

    private static void put(RoutingContext request) {
        if (!request.response().headWritten()) {
            request.response().putHeader(NAME, CurrentTrace.id());
        }
        request.next();
    }
}
