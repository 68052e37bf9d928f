package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;
import telemetry.Causes;

/**
 * Creates a CLIENT span for a call that got no connection or no response in time: for each call of a REST client, and
 * for other calls on request.
 *
 * <p>Quarkus starts the span of a call once there is a connection, so that a trace would not show an unreachable
 * server.
 */
@Provider
@Singleton
public class UnreachedServers implements ClientRequestFilter {

    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    private final Tracer tracer;

    UnreachedServers(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void filter(ClientRequestContext request) {
        var parent = Context.current();
        var start = Instant.now();
        // No public hook sees a call that gets no connection.
        var call = ((ClientRequestContextImpl) request).getRestClientRequestContext();
        call.getResult().whenComplete((_, failure) -> {
            if (failure != null) {
                recordFailedCall(name(request), attributes(request), parent, start, failure);
            }
        });
    }

    /**
     * @param name of the span of a successful call
     * @param failure of the call; any other than a connection failure or a timeout creates no span
     */
    public void recordFailedCall(String name, Attributes attributes, Context parent, Instant start, Throwable failure) {
        Causes.of(failure).filter(UnreachedServers::isUnreached).findFirst().ifPresent(cause -> {
            var span = tracer.spanBuilder(name)
                    .setSpanKind(SpanKind.CLIENT)
                    .setParent(parent)
                    .setStartTimestamp(start)
                    .setAllAttributes(attributes)
                    .setAttribute("error.type", cause.getClass().getName())
                    .startSpan();
            span.recordException(cause);
            span.setStatus(StatusCode.ERROR);
            span.end();
        });
    }

    /** Whether this failure, not one of its causes, means that there was no connection, so that nothing was sent. */
    public static boolean isConnectionFailure(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
    }

    private static boolean isUnreached(Throwable cause) {
        return isConnectionFailure(cause) || cause instanceof TimeoutException;
    }

    private static String name(ClientRequestContext request) {
        var path = Objects.requireNonNullElse((String) request.getProperty(PATH_TEMPLATE), "");
        return (request.getMethod() + " " + path).strip();
    }

    private static Attributes attributes(ClientRequestContext request) {
        var uri = request.getUri();
        var defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return Attributes.builder()
                .put("http.request.method", request.getMethod())
                .put("url.full", uri.toString())
                .put("server.address", uri.getHost())
                .put("server.port", uri.getPort() < 0 ? defaultPort : uri.getPort())
                .build();
    }
}
