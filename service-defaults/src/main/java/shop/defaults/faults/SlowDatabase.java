package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The database sleeps before the first statement of each transaction, or of what does without one. */
@Singleton
class SlowDatabase extends Fault {

    // As a table, so that span and metric are named after it.
    private static final String SLEEP = "select * from pg_sleep(?)";
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final InjectableInstance<AgroalDataSource> databases;

    SlowDatabase(@Any InjectableInstance<AgroalDataSource> databases) {
        super("slow-database", Parameter.DELAY);
        this.databases = databases;
    }

    @Override
    protected boolean isPossible() {
        return !databases.listActive().isEmpty();
    }

    /** @param connection as it comes from the pool, with its statements traced */
    void strike(Connection connection) throws SQLException {
        var setting = setting();
        if (setting == null) {
            return;
        }
        try (var sleep = connection.prepareStatement(SLEEP)) {
            sleep.setDouble(1, setting.of(Parameter.DELAY).toNanos() / SECOND);
            sleep.execute();
        }
    }
}
