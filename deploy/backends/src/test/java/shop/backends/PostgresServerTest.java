package shop.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    private final Leftovers leftovers = new Leftovers();

    @Test
    void serves_the_requested_databases_and_leaves_nothing_behind() throws SQLException {
        try (var server = PostgresServer.start(List.of("orders", "users"))) {
            assertThat(singleValue(server, "orders", "select current_database()"))
                    .isEqualTo("orders");
            assertThat(singleValue(server, "users", "select current_database()"))
                    .isEqualTo("users");
            assertThat(singleValue(server, "users", "select rolpassword from pg_authid where rolpassword is not null"))
                    .startsWith("SCRAM-SHA-256$1000:");
            assertThat(singleValue(server, "users", "show server_version")).startsWith("18.");
            assertThat(leftovers.files()).isNotEmpty();
            assertThat(leftovers.processes()).isNotEmpty();
        }

        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }

    @Test
    void waits_for_its_disk_only_if_it_is_durable() throws SQLException {
        try (var server = PostgresServer.start(List.of());
                var durable = PostgresServer.startDurable(List.of())) {
            assertThat(singleValue(server, "postgres", "show fsync")).isEqualTo("off");
            assertThat(singleValue(durable, "postgres", "show fsync")).isEqualTo("on");
            assertThat(singleValue(durable, "postgres", "show synchronous_commit"))
                    .isEqualTo("on");
        }
    }

    @Test
    void rejects_a_wrong_password_and_stops_without_waiting_for_clients() throws SQLException {
        var server = PostgresServer.start(List.of());

        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password");
        try (var client =
                DriverManager.getConnection(server.jdbcUrl("postgres"), server.username(), server.password())) {
            server.close();

            assertThat(client.isValid(1)).isFalse();
            assertThat(leftovers.processes()).isEmpty();
            assertThat(leftovers.files()).isEmpty();
        }
    }

    @Test
    void reports_a_used_port_and_leaves_nothing_behind() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> PostgresServer.start(port, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
        }

        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }

    private static String singleValue(PostgresServer server, String database, String query) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
