package shop.http.problem;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A dependency of this service is down, slow or answers nonsense. */
public class DependencyUnavailable extends Problem {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** @param dependency its name, such as {@code inventory-service} */
    public DependencyUnavailable(String dependency, Throwable cause) {
        super(
                503,
                "dependency-unavailable",
                "Dependency unavailable",
                dependency + " is unavailable. Try again later.",
                Map.of(),
                cause);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(RETRY_AFTER);
    }
}
