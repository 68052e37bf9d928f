package shop.order;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import telemetry.errors.ErrorTracking;
import telemetry.http.KnownRoutes;
import telemetry.http.Route;
import telemetry.traces.BusinessSpans;

/**
 * The route {@code /risky}, which fails on request while fault drills are enabled.
 *
 * <p>A Vert.x route, because REST resources are fixed at build time: without drills, the path is unknown.
 */
@Singleton
class RiskyRoute {

    private static final Logger LOG = Logger.getLogger(RiskyRoute.class);
    private static final String PATH = "/risky";
    private static final int METHOD_NOT_ALLOWED = 405;

    private final ErrorTracking errors;
    private final BusinessSpans spans;
    private final KnownRoutes routes;
    private final boolean on;

    RiskyRoute(
            ErrorTracking errors,
            BusinessSpans spans,
            KnownRoutes routes,
            @ConfigProperty(name = "service.faults-enabled") boolean on) {
        this.errors = errors;
        this.spans = spans;
        this.routes = routes;
        this.on = on;
    }

    void register(@Observes Router router) {
        if (on) {
            router.route(PATH).handler(this::answer);
            routes.add(new Route("GET", PATH));
        }
    }

    private void answer(RoutingContext request) {
        // Quarkus sets this for a REST resource; metrics and traces read it.
        Vertx.currentContext().putLocal("UrlPathTemplate", PATH);
        switch (request.request().method().name()) {
            case "GET", "HEAD" -> risky(request);
            case "OPTIONS" -> allowing(request).end();
            default -> {
                allowing(request);
                request.fail(METHOD_NOT_ALLOWED);
            }
        }
    }

    private static HttpServerResponse allowing(RoutingContext request) {
        return request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
    }

    private void risky(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(calculated());
    }

    private String calculated() {
        try {
            return "{\"result\":" + spans.<Integer>call("calculate", _ -> divided(1, 0)) + "}";
        } catch (ArithmeticException e) {
            errors.capture(e).ifPresent(event -> Span.current().setAttribute("shop.sentry.event.id", event));
            // An ERROR would be a second event.
            LOG.warnf("The calculation failed: %s", e.getMessage());
            return "{\"error\":\"calculation failed\"}";
        }
    }

    private static int divided(int number, int divisor) {
        return number / divisor;
    }
}
