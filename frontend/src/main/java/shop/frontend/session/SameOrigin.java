package shop.frontend.session;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import shop.http.problem.Forbidden;
import shop.http.problem.Problem;

/** Refuses requests that the page of another site may have made its visitor's browser send. */
public final class SameOrigin {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private SameOrigin() {}

    /** @throws Problem unless the request is safe, or the browser says that a page of this origin sent it */
    public static void require(HttpServerRequest request) {
        if (!SAFE_METHODS.contains(request.method().name()) && !isProven(request)) {
            throw new Forbidden("Only a page of this address may use its session.");
        }
    }

    private static boolean isProven(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        // Of browsers without fetch metadata.
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var host = request.authority();
        return origin != null
                && host != null
                && origin.replaceFirst("^https?://", "").equals(host.toString());
    }
}
