package shop.local.stack.api;

import java.net.URI;

/** What Jaeger is asked for. */
public final class JaegerApi {
    private final HttpApi api;

    public JaegerApi(URI base) {
        this.api = new HttpApi(base);
    }

    /** How many spans of a trace it has; 0 where it does not know it. */
    public int spans(String traceId) {
        var trace = "/api/traces/" + traceId;
        return api.answers(trace)
                ? api.json(trace).path("data").path(0).path("spans").size()
                : 0;
    }

    /** Where a person sees it. */
    public URI page(String traceId) {
        return api.page("/trace/" + traceId);
    }
}
