package shop.frontend.trace;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import shop.frontend.FrontendConfig;
import shop.frontend.session.Sessions;
import shop.http.problem.InvalidRequest;

/** Reads one trace for the page. */
@Path("/ui/traces/{traceId}")
@RunOnVirtualThread
class TraceResource {

    private static final String TRACE_ID = "[0-9a-f]{32}";

    /** @param state {@code waiting} while no span has arrived; {@code unavailable} without Jaeger */
    @RegisterForReflection
    record Trace(
            String traceId,
            String state,
            String source,
            List<JaegerTraces.Span> spans,
            List<Logs.Line> logs,
            boolean logsAvailable) {}

    private final JaegerTraces jaeger;
    private final Logs logs;
    private final Sessions sessions;
    private final FrontendConfig config;
    private final HttpServerRequest request;

    TraceResource(JaegerTraces jaeger, Logs logs, Sessions sessions, FrontendConfig config, HttpServerRequest request) {
        this.jaeger = jaeger;
        this.logs = logs;
        this.sessions = sessions;
        this.config = config;
        this.request = request;
    }

    @GET
    public Trace trace(String traceId) {
        if (config.faultsEnabled()) {
            sessions.requireAny(request);
        } else {
            sessions.requireOperator(request);
        }
        if (!traceId.matches(TRACE_ID)) {
            throw new InvalidRequest("A trace ID has 32 hex digits.");
        }
        var lines = logs.of(traceId);
        var spans = jaeger.spans(traceId);
        var state = spans.map(found -> found.isEmpty() ? "waiting" : "complete-so-far")
                .orElse("unavailable");
        var found = lines.get();
        return new Trace(traceId, state, "jaeger", spans.orElse(List.of()), found.orElse(List.of()), found.isPresent());
    }
}
