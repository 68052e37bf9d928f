package shop.defaults.traces;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Puts the id of its trace on every answer. */
@Singleton
class TraceIdHeader {

    static final String NAME = "X-Trace-Id";

    private static final int FIRST = 1_000;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.response().putHeader(NAME, CurrentTrace.id());
                    request.next();
                },
                FIRST);
    }
}
