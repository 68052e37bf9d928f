package telemetry.http;

import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;

/**
 * Route and status of a request that has ended.
 *
 * @param status {@link #CLIENT_CLOSED_REQUEST} if the caller closed the connection before the response
 */
public record Outcome(Route route, int status) {

    /** What nginx logs for a caller that got no response. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    /** Call this in an end handler. */
    public static Outcome of(RoutingContext request, AsyncResult<Void> ended) {
        return new Outcome(
                Route.of(request), ended.succeeded() ? request.response().getStatusCode() : CLIENT_CLOSED_REQUEST);
    }
}
