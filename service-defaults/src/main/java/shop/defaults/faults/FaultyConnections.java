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
 * Applies {@link SlowDatabase} to traced connections.
 *
 * <p>Replaces Quarkus' own wrapper, because an Agroal interceptor gets the connection before it is traced.
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
