package shop.defaults;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs SQL statements outside of Hibernate.
 *
 * <p>Without a transaction, each statement commits by itself and takes one round trip instead of three.
 */
@Singleton
public class Database {

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private final AgroalDataSource pool;

    Database(AgroalDataSource pool) {
        this.pool = pool;
    }

    /**
     * @param values of the parameters, in order; none is null
     * @return number of rows written
     */
    public int update(String statement, Object... values) {
        return run(statement, values, PreparedStatement::executeUpdate);
    }

    /** @param values of the parameters, in order; none is null */
    public <T> List<T> query(String statement, Row<T> row, Object... values) {
        return run(statement, values, prepared -> {
            var rows = new ArrayList<T>();
            try (var result = prepared.executeQuery()) {
                while (result.next()) {
                    rows.add(row.read(result));
                }
            }
            return rows;
        });
    }

    /** A failure is a {@link PersistenceException} as Hibernate's are, in which its {@link SQLException} is found. */
    private <T> T run(String statement, Object[] values, Work<T> work) {
        try (var connection = pool.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            for (var index = 0; index < values.length; index++) {
                prepared.setObject(index + 1, parameter(connection, values[index]));
            }
            return work.run(prepared);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static Object parameter(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case String[] texts -> connection.createArrayOf("text", texts);
            case Long[] integers -> connection.createArrayOf("bigint", integers);
            case BigDecimal[] decimals -> connection.createArrayOf("numeric", decimals);
            default -> value;
        };
    }
}
