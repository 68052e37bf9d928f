package shop.frontend;

import java.time.Duration;
import java.util.Optional;
import shop.http.problem.Problem;

/** The client has to wait before it tries again (RFC 6585, section 4). */
public final class TooManyRequests extends Problem {

    private final Duration retryAfter;

    public TooManyRequests(Duration retryAfter) {
        super(429, "too-many-requests", "Too many requests", "Try again later.");
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
