package shop.defaults.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service has no capacity or no time left for a request. */
abstract sealed class OverloadProblem extends Problem permits Overloaded, DeadlineExceeded {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    OverloadProblem(String detail) {
        super(503, "overloaded", "Overloaded", detail, Map.of(), null);
    }

    @Override
    protected Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
