package shop.defaults.traces;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/**
 * Leaves a CLIENT span of every call that found no server.
 *
 * <p>Quarkus starts that span with the request, which is sent only once there is a connection: where none comes about,
 * the trace would not show who could not be reached.
 */
@Provider
class UnreachedServers implements ClientRequestFilter {

    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    private final Tracer tracer;

    UnreachedServers(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void filter(ClientRequestContext request) {
        var parent = Context.current();
        var start = Instant.now();
        ((ClientRequestContextImpl) request)
                .getRestClientRequestContext()
                .getResult()
                .whenComplete((_, failure) -> {
                    var cause = connectionFailure(failure);
                    if (cause != null) {
                        leaveSpan(request, parent, start, cause);
                    }
                });
    }

    private void leaveSpan(ClientRequestContext request, Context parent, Instant start, Throwable cause) {
        var uri = request.getUri();
        var path = Objects.requireNonNullElse((String) request.getProperty(PATH_TEMPLATE), "");
        var span = tracer.spanBuilder((request.getMethod() + " " + path).strip())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setStartTimestamp(start)
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("url.full", uri.toString())
                .setAttribute("server.address", uri.getHost())
                .setAttribute("server.port", (long) uri.getPort())
                .setAttribute("error.type", cause.getClass().getName())
                .startSpan();
        span.recordException(cause);
        span.setStatus(StatusCode.ERROR);
        span.end();
    }

    /** @return null where there was a connection */
    private static Throwable connectionFailure(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException) {
                return cause;
            }
        }
        return null;
    }
}
