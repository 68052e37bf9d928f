package shop.defaults.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import telemetry.http.FilterOrder;

/** Refuses a body that is too large; Quarkus would too, but without a problem. */
@Singleton
class BodyLimit {

    private final long limit;
    private final PlainAnswer answer;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, PlainAnswer answer) {
        this.limit = limit.asLongValue();
        this.answer = answer;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.APPLICATION.priority());
    }

    private void check(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            if (Long.parseLong(length) > limit) {
                refuse(request);
            } else {
                request.next();
            }
        } else if (request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            collect(request);
        } else {
            request.next();
        }
    }

    /** A chunked body tells its length only at its end, so it is held here until then. */
    private void collect(RoutingContext request) {
        var body = Buffer.buffer();
        request.request()
                .handler(chunk -> {
                    if (request.response().ended()) {
                        return;
                    }
                    body.appendBuffer(chunk);
                    if (body.length() > limit) {
                        refuse(request);
                    }
                })
                .endHandler(end -> {
                    if (!request.response().ended()) {
                        ((RoutingContextInternal) request).setBody(body);
                        request.next();
                    }
                })
                .resume();
    }

    private void refuse(RoutingContext request) {
        // What is left of the body is not read, so the connection is of no more use.
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        answer.give(request, HttpProblem.of(413, null));
    }
}
