package shop.defaults.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that is too large; Quarkus would too, but without a problem. */
@Singleton
class BodyLimit {

    private static final int AFTER_METRICS = 800;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_METRICS);
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
        request.response()
                .setStatusCode(413)
                // What is left of the body is not read, so the connection is of no more use.
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetails.MEDIA_TYPE)
                .end(format(ProblemDetails.of(
                        HttpProblem.of(413, null), request.request().path())));
    }

    private String format(ProblemDetails details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
