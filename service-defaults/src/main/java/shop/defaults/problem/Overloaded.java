package shop.defaults.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service has reached a concurrency limit. */
public final class Overloaded extends Problem {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public Overloaded() {
        super(503, "overloaded", "Overloaded", "There are too many requests. Try again later.", Map.of(), null);
    }

    @Override
    protected Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
