package shop.defaults.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import telemetry.traces.ExpectedFailure;

/**
 * An expected failure of a request, told to its caller as RFC 9457 problem details.
 *
 * <p>A subclass names one failure. Below 500 it has no stack trace: where it was thrown is not news.
 */
public abstract class Problem extends RuntimeException implements ExpectedFailure {

    private final int status;
    private final String slug;
    private final String title;
    private final transient Map<String, ?> members;

    protected Problem(int status, String slug, String title, String detail) {
        this(status, slug, title, detail, Map.of(), null);
    }

    /**
     * @param slug last part of the type, {@code urn:shop:problem:<slug>}
     * @param title the same for every problem of this type
     * @param detail what happened this time and what the caller can do
     * @param members extension members (RFC 9457, section 3.2)
     * @param cause what led to it, for the log alone; null where nothing did
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

    String title() {
        return title;
    }

    Map<String, ?> members() {
        return members;
    }

    /** When the caller may try again (RFC 9110, section 10.2.3). */
    protected Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
