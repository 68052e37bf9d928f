package shop.frontend;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.http.Refusal;
import telemetry.http.FilterOrder;
import telemetry.http.KnownRoutes;
import telemetry.http.Route;

/** Names the routes of the page's files, and reads the bodies of all requests up to a limit. */
@Singleton
class Page {

    private final KnownRoutes routes;
    private final long bodyLimit;

    Page(KnownRoutes routes, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
        this.routes = routes;
        this.bodyLimit = bodyLimit.asLongValue();
    }

    void register(@Observes Router router) {
        Stream.of("/", "/static/*").forEach(template -> {
            routes.add(new Route("GET", template));
            router.route(template).order(afterFilters()).handler(request -> {
                // Quarkus sets this for a REST resource; metrics and traces read it.
                Vertx.currentContext().putLocal("UrlPathTemplate", template);
                request.next();
            });
        });
        var bodies = BodyHandler.create(false).setBodyLimit(bodyLimit).setMergeFormAttributes(false);
        // A request may be refused by its head, and by its body.
        Stream.<Handler<RoutingContext>>of(Page::unlessRefused, bodies, Page::unlessRefused)
                .forEach(handler -> router.route().order(afterFilters()).handler(handler));
    }

    private static void unlessRefused(RoutingContext request) {
        Refusal.of(request.request()).ifPresentOrElse(request::fail, request::next);
    }

    private static int afterFilters() {
        return 1 - FilterOrder.APPLICATION.priority();
    }
}
