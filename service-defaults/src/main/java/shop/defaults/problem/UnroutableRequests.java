package shop.defaults.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import telemetry.http.FilterOrder;

/** Answers requests that fail on the way to a resource; Quarkus would, but writes their whole URL to the log. */
@Singleton
class UnroutableRequests {

    private final PlainAnswer answer;

    UnroutableRequests(PlainAnswer answer) {
        this.answer = answer;
    }

    void register(@Observes Router router) {
        router.route().order(FilterOrder.APPLICATION.ofFailureHandler()).failureHandler(this::answer);
    }

    private void answer(RoutingContext failed) {
        var failure = failed.failure();
        // A caller who has gone, a caller who may not, an answer that has begun: nothing to add.
        if (failure instanceof IOException
                || failure instanceof SecurityException
                || failed.response().headWritten()) {
            failed.next();
            return;
        }
        answer.give(failed, HttpProblem.of(failed.statusCode() > 0 ? failed.statusCode() : 500, failure));
    }
}
