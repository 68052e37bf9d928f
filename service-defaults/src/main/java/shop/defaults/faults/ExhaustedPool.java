package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes and holds all connections of the pool. */
@Singleton
class ExhaustedPool {

    // Longer than the wait for a connection.
    private static final int LIMIT_SECONDS = 6;

    private final AgroalDataSource pool;
    private volatile CountDownLatch held = new CountDownLatch(0);

    ExhaustedPool(AgroalDataSource pool) {
        this.pool = pool;
    }

    /** Returns once each connection is held, or is still in use after the wait for a connection. */
    void take() {
        release();
        var size = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        var attempts = new CountDownLatch(size);
        var end = new CountDownLatch(1);
        held = end;
        for (var connection = 0; connection < size; connection++) {
            Thread.startVirtualThread(() -> hold(attempts, end));
        }
        try {
            attempts.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void release() {
        held.countDown();
    }

    private void hold(CountDownLatch attempts, CountDownLatch end) {
        while (end.getCount() > 0) {
            try (var _ = pool.getConnection()) {
                attempts.countDown();
                end.await();
            } catch (SQLException e) {
                // The connection is still in use: try again.
                attempts.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
