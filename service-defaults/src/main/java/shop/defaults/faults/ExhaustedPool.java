package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** Takes and holds all connections of the pool. */
@Singleton
class ExhaustedPool extends Fault {

    private static final Logger LOG = Logger.getLogger(ExhaustedPool.class);

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
                LOG.debugf("Cannot take a connection yet: %s", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
