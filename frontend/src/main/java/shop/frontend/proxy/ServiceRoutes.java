package shop.frontend.proxy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import shop.frontend.Calls;
import shop.frontend.FrontendConfig;
import telemetry.http.KnownRoutes;
import telemetry.http.Route;
import telemetry.traces.UnreachedServers;

/** Passes requests on to the services, by the routes in application.properties. */
@Singleton
class ServiceRoutes {

    private final Map<String, FrontendConfig.Service> services;
    private final UnreachedServers unreached;
    private final KnownRoutes routes;

    ServiceRoutes(FrontendConfig config, UnreachedServers unreached, KnownRoutes routes) {
        services = config.services();
        this.unreached = unreached;
        this.routes = routes;
    }

    void register(@Observes Router router, Vertx vertx) {
        services.forEach((name, service) -> {
            var client = vertx.createHttpClient(Calls.options());
            var proxy = new ServiceProxy(name, service, client, unreached);
            service.routes().stream()
                    .map(entry -> entry.split(" "))
                    .map(entry -> new Route(entry[0], entry[1]))
                    .peek(routes::add)
                    .map(Route::template)
                    .distinct()
                    .forEach(template -> router.route(template.replaceAll("\\{(\\w+)}", ":$1"))
                            .handler(request -> {
                                // Quarkus sets this for a REST resource; metrics and traces read it.
                                Vertx.currentContext().putLocal("UrlPathTemplate", template);
                                proxy.handle(request, template);
                            }));
        });
    }
}
