package shop.defaults.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/**
 * The methods of the resource at a path, for the {@code Allow} of a 405 and of OPTIONS (RFC 9110, section 10.2.1).
 *
 * <p>Quarkus leaves it out of a 405, and answers OPTIONS with the methods of all paths of a class.
 */
@Singleton
class AllowedMethods {

    @ServerRequestFilter(preMatching = true)
    Optional<Response> options(RoutingContext context) {
        if (!context.request().method().name().equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        var methods = at(context);
        if (methods.isEmpty()) {
            throw new NotFoundException();
        }
        return Optional.of(Response.ok().header(HttpHeaders.ALLOW, methods).build());
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
