package shop.defaults;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import shop.http.problem.Overloaded;

/**
 * Limits concurrent calls; a limited number of excess callers queue in FIFO order for at most {@code maxWait}.
 *
 * <p>Virtual threads have no pool that would limit them. Its meters are named after those of SmallRye Fault Tolerance,
 * whose bulkheads do not limit the time that a synchronous call waits.
 */
public final class Bulkhead {

    private final int places;
    private final Semaphore free;
    private final int maxWaiting;
    private final Duration maxWait;
    private final Counter accepted;
    private final Counter rejected;

    /**
     * @param name value of the label {@code name} of its meters
     * @param maxWaiting number of callers that may wait; a further one is rejected at once
     */
    public Bulkhead(String name, int places, int maxWaiting, Duration maxWait, MeterRegistry registry) {
        this.places = places;
        this.maxWaiting = maxWaiting;
        this.free = new Semaphore(places, true);
        this.maxWait = maxWait;
        this.accepted = calls(name, "accepted", registry);
        this.rejected = calls(name, "rejected", registry);
        Gauge.builder("bulkhead.running", this, Bulkhead::running)
                .description("Calls in progress")
                .tag("name", name)
                .register(registry);
        Gauge.builder("bulkhead.waiting", free, Semaphore::getQueueLength)
                .description("Calls that wait for a place")
                .tag("name", name)
                .register(registry);
    }

    /** @throws Overloaded if too many wait, or no place becomes free within {@code maxWait} */
    public <T> T call(Supplier<T> work) {
        return call(work, maxWait);
    }

    /** @throws Overloaded if too many wait, or no place becomes free within {@code maxWait} or by the deadline */
    public <T> T call(Supplier<T> work, Deadline deadline) {
        var remaining = deadline.remaining();
        return call(work, remaining.compareTo(maxWait) < 0 ? remaining : maxWait);
    }

    private <T> T call(Supplier<T> work, Duration wait) {
        acquire(wait);
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private void acquire(Duration wait) {
        try {
            if (mayWait() && free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                accepted.increment();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rejected.increment();
        throw new Overloaded();
    }

    private boolean mayWait() {
        return running() < places || free.getQueueLength() < maxWaiting;
    }

    private int running() {
        return places - free.availablePermits();
    }

    private static Counter calls(String name, String result, MeterRegistry registry) {
        return Counter.builder("bulkhead.calls")
                .description("Calls by whether they got a place")
                .tag("name", name)
                .tag("result", result)
                .register(registry);
    }
}
