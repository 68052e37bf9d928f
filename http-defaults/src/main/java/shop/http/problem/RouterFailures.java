package shop.http.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import telemetry.http.FilterOrder;
import telemetry.http.Outcome;

/**
 * Answers requests that fail before they reach a resource, such as those with too large a body.
 *
 * <p>Quarkus would log the whole URL of most.
 */
@Singleton
class RouterFailures {

    private final long bodyLimit;

    RouterFailures(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
        this.bodyLimit = bodyLimit.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(FilterOrder.APPLICATION.ofFailureHandler()).failureHandler(this::answer);
    }

    private void answer(RoutingContext failed) {
        var failure = failed.failure();
        if (failed.statusCode() == Outcome.CLIENT_CLOSED_REQUEST) {
            ProblemMapper.log(problem(failed.statusCode(), failure));
            return;
        }
        // The connection broke, authorization failed, or the response has begun.
        if (failure instanceof IOException
                || failure instanceof SecurityException
                || failed.response().headWritten()) {
            failed.next();
            return;
        }
        var problem = problem(failed.statusCode(), failure);
        ProblemMapper.log(problem);
        problem.retryAfter()
                .ifPresent(delay ->
                        failed.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(delay.toSeconds())));
        failed.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(problem.details(failed.request().path())));
    }

    Problem problem(int status, Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        return status == 413 ? HttpProblem.bodyTooLarge(bodyLimit) : HttpProblem.of(status, failure);
    }
}
