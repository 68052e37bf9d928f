package telemetry.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import telemetry.Causes;

/**
 * Creates a CLIENT span for a call that got no connection or no response in time.
 *
 * <p>Quarkus starts the span of a call once there is a connection, so that a trace would not show an unreachable server.
 */
@Singleton
public class UnreachedServers {

    private final Tracer tracer;

    UnreachedServers(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * @param name of the span of a successful call
     * @param failure of the call; any other than a connection failure or a timeout creates no span
     */
    public void leaveSpan(String name, Attributes attributes, Context parent, Instant start, Throwable failure) {
        var unreached = Causes.of(failure).filter(UnreachedServers::isUnreached).findFirst();
        if (unreached.isEmpty()) {
            return;
        }
        var cause = unreached.get();
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
    }

    private static boolean isUnreached(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof TimeoutException;
    }
}
