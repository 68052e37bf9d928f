package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** Takes and holds all connections of the pool. */
@Singleton
class ExhaustedPool extends Fault {

    private final AgroalDataSource pool;
    private CountDownLatch end;

    ExhaustedPool(AgroalDataSource pool) {
        super("exhausted-pool");
        this.pool = pool;
    }

    @Override
    protected void begin() {
        var ended = new CountDownLatch(1);
        var size = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        for (var connection = 0; connection < size; connection++) {
            Thread.startVirtualThread(() -> hold(ended));
        }
        end = ended;
    }

    @Override
    protected void end() {
        end.countDown();
    }

    private void hold(CountDownLatch ended) {
        while (ended.getCount() > 0) {
            try (var _ = pool.getConnection()) {
                ended.await();
            } catch (SQLException e) {
                // The connection is still in use: try again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
