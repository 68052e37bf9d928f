package shop.defaults.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.ws.rs.HttpMethod;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/** The methods of the resource at a path, which a 405 must name (RFC 9110, section 15.5.6) and Quarkus leaves out. */
final class AllowedMethods {

    private AllowedMethods() {}

    static SortedSet<String> at(String path) {
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
        methods.add(HttpMethod.OPTIONS);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }
}
