package telemetry.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collects the routes of all resource methods, and those that the application adds to the Vert.x router.
 *
 * <p>Quarkus configures the former during the build of a native executable, which therefore needs no reflection.
 */
@Provider
@Singleton
public class KnownRoutes implements DynamicFeature {

    private final Set<Route> routes = ConcurrentHashMap.newKeySet();

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        var method = resource.getResourceMethod();
        var template = Stream.of(resource.getResourceClass(), method)
                .map(KnownRoutes::path)
                .flatMap(path -> Stream.of(path.split("/")))
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
        Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(Class::getSimpleName)
                .filter(Route::isStandardMethod)
                .forEach(name -> add(new Route(name, template)));
    }

    /** Call this in an observer of the router: metrics read all routes once, at the end of the start. */
    public void add(Route route) {
        routes.add(route);
        // GET answers HEAD, too (RFC 9110, section 9.3.2).
        if (route.method().equals("GET")) {
            routes.add(new Route("HEAD", route.template()));
        }
    }

    public List<Route> all() {
        return List.copyOf(routes);
    }

    private static String path(AnnotatedElement element) {
        var path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
