package telemetry.http;

import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;

/**
 * How a request ended.
 *
 * @param status of the answer; 499 where its caller hung up before it had one, whatever status was still unsent
 */
public record Outcome(Route route, int status) {

    private static final int CALLER_HUNG_UP = 499;

    /** To be asked in an end handler. */
    public static Outcome of(RoutingContext request, AsyncResult<Void> ended) {
        return new Outcome(
                Route.of(request), ended.succeeded() ? request.response().getStatusCode() : CALLER_HUNG_UP);
    }
}
