package shop.local.benchmark.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import shop.backends.PostgresServer;

/** A connection to a database, in auto-commit mode. */
public final class DatabaseConnection implements AutoCloseable {
    private final Connection connection;

    private DatabaseConnection(Connection connection) {
        this.connection = connection;
    }

    public static DatabaseConnection of(PostgresServer server, String name) {
        try {
            return new DatabaseConnection(
                    DriverManager.getConnection(server.jdbcUrl(name), server.username(), server.password()));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Executes one or more statements. */
    public void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The columns of the only row of a query. */
    List<String> row(String query) {
        return rows(query).getFirst();
    }

    /** The columns of each row of a query. */
    public List<List<String>> rows(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var columns = new ArrayList<String>();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    columns.add(rows.getString(column));
                }
                all.add(columns);
            }
            return all;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("PostgreSQL: " + e.getMessage(), e);
    }
}
