package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.runtime.AgroalOpenTelemetryWrapper;
import io.quarkus.agroal.runtime.OpenTelemetryAgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
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

    private void strike(Connection connection) throws SQLException {
        var setting = setting();
        if (setting == null) {
            return;
        }
        try (var sleep = connection.prepareStatement(SLEEP)) {
            sleep.setDouble(1, setting.delay().toMillis() / MILLIS_PER_SECOND);
            sleep.execute();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Replaces Quarkus' own wrapper, because an Agroal interceptor gets the connection before it is traced. */
    @Singleton
    @Alternative
    @Priority(1)
    static class TracedPool extends AgroalOpenTelemetryWrapper {

        private final SlowDatabase slowDatabase;

        TracedPool(SlowDatabase slowDatabase) {
            this.slowDatabase = slowDatabase;
        }

        @Override
        public AgroalDataSource apply(AgroalDataSource pool) {
            return new OpenTelemetryAgroalDataSource(pool) {

                @Override
                public Connection getConnection() throws SQLException {
                    var connection = super.getConnection();
                    slowDatabase.strike(connection);
                    return connection;
                }
            };
        }
    }
}
