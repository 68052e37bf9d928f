package telemetry.http;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;

/**
 * Where a request went, told in bounded words: what callers may invent is left out.
 *
 * @param method of those that RFC 9110 and RFC 5789 define; {@code _OTHER} otherwise
 * @param template such as {@code /orders/{id}}; {@code unmatched} where there is none
 */
public record Route(String method, String template) {

    private static final String OTHER_METHOD = "_OTHER";
    private static final String UNMATCHED = "unmatched";
    private static final Set<String> METHODS =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    /** To be asked on the context of the request, once a resource had the chance to match. */
    public static Route of(RoutingContext request) {
        return new Route(method(request.request()), matched());
    }

    /** The method of a request, in the same words. */
    public static String method(HttpServerRequest request) {
        var method = request.method().name();
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    /** Quarkus leaves it with the request's context. */
    private static String matched() {
        if (Vertx.currentContext() == null || !VertxContext.isOnDuplicatedContext()) {
            return UNMATCHED;
        }
        return Objects.requireNonNullElse(Vertx.currentContext().getLocal("UrlPathTemplate"), UNMATCHED);
    }
}
