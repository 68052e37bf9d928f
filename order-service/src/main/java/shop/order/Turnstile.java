package shop.order;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import shop.defaults.problem.Problem;

/**
 * Lets a bounded number of orders be placed at once; the others wait for their turn, in the order of their arrival.
 *
 * <p>A neighbour that is asked everything at once answers everything late, and then every call runs into its timeout.
 */
@Singleton
class Turnstile {

    private final Semaphore places;
    private final Duration longestWait;

    Turnstile(OrderSettings settings) {
        this.places = new Semaphore(settings.placedAtOnce(), true);
        this.longestWait = settings.longestWait();
    }

    /** @throws Overloaded where no turn came in time */
    <T> T pass(Supplier<T> work) {
        try {
            if (!places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Overloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    static final class Overloaded extends Problem {

        private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

        Overloaded() {
            super(
                    503,
                    "overloaded",
                    "Overloaded",
                    "Too many orders are being placed. Try again later.",
                    Map.of(),
                    null);
        }

        @Override
        protected Optional<Duration> retryAfter() {
            return Optional.of(RETRY_AFTER);
        }
    }
}
