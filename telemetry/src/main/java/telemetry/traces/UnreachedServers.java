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
 * Leaves a CLIENT span of every call that found no server, or gave up before it had an answer.
 *
 * <p>Quarkus starts that span with the request, which is sent only once there is a connection: where none comes about,
 * the trace would not show who could not be reached.
 */
@Singleton
public class UnreachedServers {

    private final Tracer tracer;

    UnreachedServers(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * @param name that the span of an answered call has
     * @param failure of the call; only where it is one of these there is a span
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
