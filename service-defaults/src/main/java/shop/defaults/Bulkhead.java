package shop.defaults;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import shop.defaults.problem.Overloaded;

/**
 * Lets a bounded number of callers do something at once; the others wait for their turn, in the order of their arrival.
 *
 * <p>Virtual threads have no pool that would do that. What is asked everything at once answers everything late, and then
 * every call of it runs into its timeout.
 */
public final class Bulkhead {

    private final Semaphore places;
    private final Duration longestWait;

    public Bulkhead(int places, Duration longestWait) {
        this.places = new Semaphore(places, true);
        this.longestWait = longestWait;
    }

    /** @throws Overloaded where no turn came in time */
    public <T> T call(Supplier<T> work) {
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
}
