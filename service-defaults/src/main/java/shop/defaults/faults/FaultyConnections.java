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
 * Lets faults strike connections as they are taken from the pool.
 *
 * <p>In the place of Quarkus' own wrapper: an interceptor of the pool would get the connection before it is traced, and
 * under a span that is left out.
 */
@Singleton
@Alternative
@Priority(1)
class FaultyConnections extends AgroalOpenTelemetryWrapper {

    private final SlowDatabase slowDatabase;

    FaultyConnections(SlowDatabase slowDatabase) {
        this.slowDatabase = slowDatabase;
    }

    @Override
    public AgroalDataSource apply(AgroalDataSource pool) {
        return new OpenTelemetryAgroalDataSource(pool) {

            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                try {
                    slowDatabase.strike(connection);
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        };
    }
}
