package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** Takes and holds all connections of the pool. */
@Singleton
class ExhaustedPool extends Fault {

    private static final Logger LOG = Logger.getLogger(ExhaustedPool.class);

    private final InjectableInstance<AgroalDataSource> databases;
    private CountDownLatch end;

    ExhaustedPool(@Any InjectableInstance<AgroalDataSource> databases) {
        super("exhausted-pool");
        this.databases = databases;
    }

    @Override
    protected boolean isPossible() {
        return !databases.listActive().isEmpty();
    }

    @Override
    protected void begin() {
        var ended = new CountDownLatch(1);
        for (var database : databases.listActive()) {
            var size = database.getConfiguration().connectionPoolConfiguration().maxSize();
            for (var connection = 0; connection < size; connection++) {
                Thread.startVirtualThread(() -> hold(database, ended));
            }
        }
        end = ended;
    }

    @Override
    protected void end() {
        end.countDown();
    }

    private static void hold(AgroalDataSource database, CountDownLatch end) {
        while (end.getCount() > 0) {
            try (var _ = database.getConnection()) {
                end.await();
            } catch (SQLException e) {
                LOG.debugf("Cannot take a connection yet: %s", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
