package shop.order.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import shop.defaults.BackgroundWork;

/** Publishes the events of the outbox soon after their commit, and at the latest after an interval. */
@Singleton
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Commits within it share a batch. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 5;

    private final Outbox outbox;
    private final BackgroundWork work;
    private final Duration interval;
    private final Semaphore commits = new Semaphore(0);
    private final CountDownLatch stop = new CountDownLatch(1);
    private long cleanedAt;
    private boolean isMore;
    private int failures;

    OutboxRelay(Outbox outbox, BackgroundWork work, OutboxConfig config) {
        this.outbox = outbox;
        this.work = work;
        this.interval = config.interval();
        this.cleanedAt = System.nanoTime();
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("outbox-relay").start(this::relay);
    }

    /** Reports that an event was committed. */
    public void wakeUp() {
        if (commits.availablePermits() == 0) {
            commits.release();
        }
    }

    /** Ends the relay's pause, however long. */
    void stop(@Observes ShutdownEvent stopped) {
        stop.countDown();
        commits.release();
    }

    void relay() {
        try {
            while (stop.getCount() > 0 && work.run(this::step)) {
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        commits.drainPermits();
        try {
            isMore = outbox.publish();
            if (untilCleaning().isZero()) {
                isMore |= outbox.clean();
                cleanedAt = System.nanoTime();
            }
            failures = 0;
        } catch (RuntimeException | Error e) {
            // An error, too: nothing would start the thread again.
            failures++;
            LOG.warnf("The events of orders wait in the outbox: %s", e);
        }
    }

    private void pause() throws InterruptedException {
        if (failures > 0) {
            stop.await(backoff().toNanos(), TimeUnit.NANOSECONDS);
        } else if (!isMore && commits.tryAcquire(untilCleaning().toNanos(), TimeUnit.NANOSECONDS)) {
            stop.await(GATHERING.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Of random length, so that replicas do not try at once. */
    private Duration backoff() {
        var longest = SHORTEST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        var limit = longest.compareTo(LONGEST_BACKOFF) < 0 ? longest : LONGEST_BACKOFF;
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(limit.toNanos() / 2, limit.toNanos()));
    }

    private Duration untilCleaning() {
        var left = interval.minusNanos(System.nanoTime() - cleanedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
