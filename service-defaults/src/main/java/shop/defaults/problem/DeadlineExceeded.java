package shop.defaults.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service ran out of time before it could begin the next step of a request. */
public final class DeadlineExceeded extends Problem {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public DeadlineExceeded() {
        super(
                503,
                "overloaded",
                "Overloaded",
                "The request takes too long at present. Try again later.",
                Map.of(),
                null);
    }

    @Override
    protected Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
