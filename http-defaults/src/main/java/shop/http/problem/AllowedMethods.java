package shop.http.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/**
 * The methods of the resource at a path, for the {@code Allow} of a 405 and of OPTIONS (RFC 9110, section 10.2.1).
 *
 * <p>Quarkus REST leaves it out of a 405, and answers OPTIONS with the methods of all paths of a class.
 */
@Singleton
class AllowedMethods {

    void register(@Observes Router router) {
        // After the routes of the application, before Quarkus REST.
        router.options().order(RouteConstants.ROUTE_ORDER_AFTER_DEFAULT).handler(AllowedMethods::answer);
    }

    private static void answer(RoutingContext request) {
        var methods = at(request);
        if (methods.isEmpty()) {
            request.fail(404);
        } else {
            request.response().putHeader(HttpHeaders.ALLOW, methods).end();
        }
    }

    /** The value of {@code Allow}; empty if there is no resource. */
    static String at(RoutingContext request) {
        var methods = at(request.normalizedPath());
        if (methods.isEmpty()) {
            return "";
        }
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static Set<String> at(String path) {
        var methods = new TreeSet<String>();
        var resources = new RequestMapper<>(
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers());
        for (var match = resources.map(path); match != null; match = resources.continueMatching(path, match)) {
            if (match.value.handlers[0] instanceof ClassRoutingHandler resource) {
                var rest = match.remaining.isEmpty() ? "/" : match.remaining;
                resource.getMappers().forEach((method, paths) -> {
                    if (method != null && paths.map(rest) != null) {
                        methods.add(method);
                    }
                });
            }
        }
        return methods;
    }
}
