package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** All connections of the pool are taken and held. */
@Singleton
class ExhaustedPool extends Fault {

    private static final Logger LOG = Logger.getLogger(ExhaustedPool.class);

    private final InjectableInstance<AgroalDataSource> databases;
    private CountDownLatch over;

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
        var end = new CountDownLatch(1);
        for (var database : databases.listActive()) {
            var size = database.getConfiguration().connectionPoolConfiguration().maxSize();
            for (var connection = 0; connection < size; connection++) {
                Thread.startVirtualThread(() -> hold(database, end));
            }
        }
        over = end;
    }

    @Override
    protected void end() {
        over.countDown();
    }

    private static void hold(AgroalDataSource database, CountDownLatch end) {
        while (end.getCount() > 0) {
            try (var _ = database.getConnection()) {
                end.await();
            } catch (SQLException e) {
                LOG.debugf("Still waiting for a connection to hold: %s", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
