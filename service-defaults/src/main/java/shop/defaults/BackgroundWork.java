package shop.defaults;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs scheduled tasks and delays shutdown until they have ended, for a limited time.
 *
 * <p>Quarkus' scheduler does not wait for its jobs, which would then fail without a database.
 */
@Singleton
public class BackgroundWork {

    private static final Logger LOG = Logger.getLogger(BackgroundWork.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore places = new Semaphore(ALL);
    private volatile boolean isStopping;

    /**
     * Runs a task, unless the service is stopping.
     *
     * @return false if it is
     */
    public boolean run(Runnable task) {
        if (isStopping || !places.tryAcquire()) {
            return false;
        }
        try {
            task.run();
            return true;
        } finally {
            places.release();
        }
    }

    boolean isIdle() {
        return places.availablePermits() == ALL;
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent stopped) {
        isStopping = true;
        try {
            if (!places.tryAcquire(ALL, LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("Stopping although background work has not ended within %d s", LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
