package shop.local.stack.api;

import java.net.URI;

/** Client for Jaeger's API. */
public final class JaegerApi {
    private final HttpApi api;

    public JaegerApi(URI base) {
        this.api = new HttpApi(base);
    }

    /** Number of spans of a trace; 0 if Jaeger does not have it. */
    public int spans(String traceId) {
        var trace = "/api/traces/" + traceId;
        return api.answers(trace)
                ? api.json(trace).path("data").path(0).path("spans").size()
                : 0;
    }

    /** The trace's page. */
    public URI page(String traceId) {
        return api.page("/trace/" + traceId);
    }
}
