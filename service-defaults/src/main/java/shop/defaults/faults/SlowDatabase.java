package shop.defaults.faults;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.runtime.AgroalOpenTelemetryWrapper;
import io.quarkus.agroal.runtime.OpenTelemetryAgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database sleeps each time a connection is taken from the pool: once a transaction, or a statement without one.
 *
 * <p>Replaces Quarkus' own wrapper, because an Agroal interceptor gets the connection before it is traced.
 */
@Singleton
@Alternative
@Priority(1)
class SlowDatabase extends AgroalOpenTelemetryWrapper {

    // Queried as a table, so that span and metric name it.
    private static final String SLEEP = "select * from pg_sleep(?)";
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Faults faults;

    SlowDatabase(Faults faults) {
        this.faults = faults;
    }

    @Override
    public AgroalDataSource apply(AgroalDataSource pool) {
        return new OpenTelemetryAgroalDataSource(pool) {

            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                var setting = faults.setting(Fault.SLOW_DATABASE);
                return setting == null ? connection : delayed(connection, setting);
            }
        };
    }

    private static Connection delayed(Connection connection, Setting setting) throws SQLException {
        try (var sleep = connection.prepareStatement(SLEEP)) {
            sleep.setDouble(1, setting.delay().toMillis() / MILLIS_PER_SECOND);
            sleep.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
