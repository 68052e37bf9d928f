package shop.local.stack.api;

import java.net.URI;

/** Client for Bugsink's pages; it has no API for searches. */
public final class BugsinkPages {
    private final HttpApi api;

    public BugsinkPages(URI base) {
        this.api = new HttpApi(base);
    }

    /** Whether it has an error of a trace. */
    public boolean has(String traceId) {
        return api.text(path(traceId)).contains("/issues/issue/");
    }

    /** The page with the errors of a trace. */
    public URI page(String traceId) {
        return api.page(path(traceId));
    }

    private static String path(String traceId) {
        return "/issues/1/?q=trace:" + traceId;
    }
}
