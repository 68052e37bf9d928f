package telemetry.logs;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import telemetry.http.FilterOrder;
import telemetry.http.Outcome;

/**
 * Logs each request by route if the logger {@code access} is at INFO; it is off by default.
 *
 * <p>Quarkus' own access log contains paths, which callers write.
 */
@Singleton
class AccessLog {

    private static final Logger LOG = Logger.getLogger("access");

    void register(@Observes Filters filters) {
        filters.register(AccessLog::watch, FilterOrder.ACCESS_LOG.priority());
    }

    private static void watch(RoutingContext request) {
        if (LOG.isInfoEnabled()) {
            var start = System.nanoTime();
            request.addEndHandler(
                    ended -> write(Outcome.of(request, ended), Duration.ofNanos(System.nanoTime() - start)));
        }
        request.next();
    }

    private static void write(Outcome outcome, Duration duration) {
        var route = outcome.route();
        LOG.infof("%s %s %d in %d ms", route.method(), route.template(), outcome.status(), duration.toMillis());
    }
}
