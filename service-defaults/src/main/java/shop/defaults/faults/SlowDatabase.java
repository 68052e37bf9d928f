package shop.defaults.faults;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** The database sleeps each time a connection is taken from the pool, which is once a transaction. */
@Singleton
class SlowDatabase extends Fault {

    // Queried as a table, so that span and metric name it.
    private static final String SLEEP = "select * from pg_sleep(?)";
    private static final double MILLIS_PER_SECOND = 1_000;

    SlowDatabase() {
        super("slow-database", Parameter.DELAY);
    }

    /** @param connection from the pool, with its statements traced */
    void strike(Connection connection) throws SQLException {
        var setting = setting();
        if (setting == null) {
            return;
        }
        try (var sleep = connection.prepareStatement(SLEEP)) {
            sleep.setDouble(1, setting.delay().toMillis() / MILLIS_PER_SECOND);
            sleep.execute();
        }
    }
}
