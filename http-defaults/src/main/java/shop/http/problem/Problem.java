package shop.http.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import telemetry.traces.CurrentTrace;
import telemetry.traces.ExpectedFailure;

/**
 * An expected failure of a request, rendered as RFC 9457 problem details.
 *
 * <p>Each subclass names one failure. Problems below 500 have no stack trace, for speed.
 */
public abstract class Problem extends RuntimeException implements ExpectedFailure {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_PREFIX = "urn:shop:problem:";

    private final int status;
    private final String slug;
    final String title;
    final transient Map<String, ?> members;

    protected Problem(int status, String slug, String title, String detail) {
        this(status, slug, title, detail, Map.of(), null);
    }

    /**
     * @param slug last part of the type, {@code urn:shop:problem:<slug>}
     * @param title the same for all problems of this type
     * @param detail what happened this time and what the client can do
     * @param members extension members (RFC 9457, section 3.2)
     * @param cause for the log only; may be null
     */
    protected Problem(int status, String slug, String title, String detail, Map<String, ?> members, Throwable cause) {
        super(detail, cause, false, status >= 500);
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.members = members;
    }

    public int status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    @Override
    public String errorType() {
        return slug;
    }

    @Override
    public boolean isError() {
        return status >= 500;
    }

    /** The problem details of a request to this path. */
    public Map<String, Object> details(String path) {
        var details = new LinkedHashMap<String, Object>();
        details.put("type", TYPE_PREFIX + slug);
        details.put("title", title);
        details.put("status", status);
        details.put("detail", getMessage());
        details.put("instance", path);
        details.put("traceId", CurrentTrace.id());
        details.putAll(members);
        return details;
    }

    /** Delay after which the client may retry (RFC 9110, section 10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
