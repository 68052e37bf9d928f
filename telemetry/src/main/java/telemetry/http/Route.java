package telemetry.http;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;

/**
 * Method and route template of a request, of a bounded set.
 *
 * @param method {@code _OTHER} unless RFC 9110 or RFC 5789 defines it
 * @param template such as {@code /greetings/{name}}; {@code unmatched} without a matching route
 */
public record Route(String method, String template) {

    private static final String OTHER_METHOD = "_OTHER";
    private static final String UNMATCHED = "unmatched";
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    /** Call this on the context of the request, after routing. */
    public static Route of(RoutingContext request) {
        return new Route(method(request.request()), matched());
    }

    /** The route of requests that match none. */
    public static Route unmatched(String method) {
        return new Route(method, UNMATCHED);
    }

    public static String method(HttpServerRequest request) {
        var method = request.method().name();
        return isStandardMethod(method) ? method : OTHER_METHOD;
    }

    static boolean isStandardMethod(String method) {
        return METHODS.contains(method);
    }

    /** Quarkus stores the template in the request's context. */
    private static String matched() {
        if (!VertxContext.isOnDuplicatedContext()) {
            return UNMATCHED;
        }
        return Objects.requireNonNullElse(Vertx.currentContext().getLocal("UrlPathTemplate"), UNMATCHED);
    }
}
