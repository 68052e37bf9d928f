package shop.defaults;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import shop.defaults.problem.InvalidRequest;
import shop.defaults.problem.InvalidRequest.Violation;
import shop.defaults.text.FormEncoding;

/** Rejects query and path parameters that cannot be stored: Vert.x would replace what is not UTF-8. */
@Singleton
class StorableParameters {

    @ServerRequestFilter
    void check(UriInfo uri, RoutingContext context) {
        var request = context.request();
        var query = request.query() == null ? "" : request.query();
        var parameters = Stream.of(query.split("&"))
                .filter(parameter -> !FormEncoding.isDecodable(parameter))
                .map(parameter -> parameter.split("=", 2)[0]);
        var path = FormEncoding.isDecodable(request.path())
                ? Stream.<String>empty()
                : uri.getPathParameters().keySet().stream();
        var violations = Stream.concat(path, parameters)
                .map(name -> new Violation(name, "must be UTF-8 without U+0000"))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidRequest("The request breaks the rules listed in violations.", violations);
        }
    }
}
