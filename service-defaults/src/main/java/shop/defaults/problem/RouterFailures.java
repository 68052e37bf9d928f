package shop.defaults.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import telemetry.http.FilterOrder;

/**
 * Answers requests that fail before they reach a resource, such as those with too large a body.
 *
 * <p>Quarkus would log the whole URL of most, and refuse a large body without a problem.
 */
@Singleton
class RouterFailures {

    private final long bodyLimit;

    RouterFailures(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
        this.bodyLimit = bodyLimit.asLongValue();
    }

    void limitBodies(@Observes Filters filters) {
        filters.register(this::limitBody, FilterOrder.APPLICATION.priority());
    }

    void register(@Observes Router router) {
        router.route().order(FilterOrder.APPLICATION.ofFailureHandler()).failureHandler(this::answer);
    }

    private void limitBody(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > bodyLimit) {
            request.fail(413);
        } else if (length == null && request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            collect(request);
        } else {
            request.next();
        }
    }

    /** Buffers a chunked body, whose length is known only at its end. */
    private void collect(RoutingContext request) {
        var body = Buffer.buffer();
        request.request()
                .handler(chunk -> {
                    if (!request.failed() && body.appendBuffer(chunk).length() > bodyLimit) {
                        request.fail(413);
                    }
                })
                .endHandler(_ -> {
                    if (!request.failed()) {
                        ((RoutingContextInternal) request).setBody(body);
                        request.next();
                    }
                })
                .resume();
    }

    private void answer(RoutingContext failed) {
        var failure = failed.failure();
        // The connection broke, authorization failed, or the response has begun.
        if (failure instanceof IOException
                || failure instanceof SecurityException
                || failed.response().headWritten()) {
            failed.next();
            return;
        }
        var problem = problem(failed.statusCode(), failure);
        ProblemMapper.log(problem);
        if (problem.status() == 413) {
            // The rest of the body is never read.
            failed.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        failed.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem.details(failed.request().path())));
    }

    Problem problem(int status, Throwable failure) {
        return status == 413 ? HttpProblem.bodyTooLarge(bodyLimit) : HttpProblem.of(status, failure);
    }
}
