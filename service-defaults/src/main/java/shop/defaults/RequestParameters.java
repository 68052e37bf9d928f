package shop.defaults;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import shop.defaults.text.FormEncoding;
import shop.http.problem.InvalidRequest;
import shop.http.problem.InvalidRequest.Violation;

/** Rejects query and path parameters that are not UTF-8 without U+0000, and repeated query parameters. */
@Singleton
class RequestParameters {

    @ServerRequestFilter
    void check(UriInfo uri, RoutingContext context) {
        var request = context.request();
        var query = request.query() == null ? "" : request.query();
        var undecodable = Stream.of(query.split("&"))
                .filter(parameter -> !FormEncoding.isDecodable(parameter))
                .map(parameter -> parameter.split("=", 2)[0]);
        var path = FormEncoding.isDecodable(request.path())
                ? Stream.<String>empty()
                : uri.getPathParameters().keySet().stream();
        reject(Stream.concat(path, undecodable), "must be UTF-8 without U+0000");

        var parameters = FormEncoding.parameters(query.getBytes(StandardCharsets.UTF_8));
        reject(parameters.keySet().stream().filter(name -> parameters.get(name).size() > 1), "must be given once");
        replace(context, parameters);
    }

    private static void reject(Stream<String> names, String rule) {
        var violations = names.map(name -> new Violation(name, rule)).toList();
        if (!violations.isEmpty()) {
            throw new InvalidRequest("The request breaks the rules listed in violations.", violations);
        }
    }

    /** Vert.x separates parameters at semicolons, too, and ignores all after the 1,024th. */
    private static void replace(RoutingContext context, Map<String, List<String>> parameters) {
        var target = context.queryParams().clear();
        parameters.forEach((name, values) -> {
            // The map ignores case, unlike Jakarta REST. Names of known parameters are in lower case.
            if (name.equals(name.toLowerCase(Locale.ROOT))) {
                // Quarkus takes an empty value for none.
                target.add(name, values.getFirst().isEmpty() ? " " : values.getFirst());
            }
        });
    }
}
