package shop.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.sql.Connection;
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
        try (var client = connect(server, "postgres")) {
            server.close();

            assertThat(client.isValid(1)).isFalse();
            assertThat(leftovers.processes()).isEmpty();
            assertThat(leftovers.files()).isEmpty();
        }
    }

    @Test
    void keeps_what_is_committed_when_it_is_killed() throws SQLException {
        try (var server = PostgresServer.startDurable(List.of())) {
            try (var client = connect(server, "postgres");
                    var statement = client.createStatement()) {
                statement.execute("create table kettles as select 3 as pieces");
                server.kill();

                assertThat(client.isValid(1)).isFalse();
                assertThat(leftovers.processes()).isEmpty();
            }
            server.resume();

            assertThat(singleValue(server, "postgres", "select pieces from kettles"))
                    .isEqualTo("3");
        }
        assertThat(leftovers.processes()).isEmpty();
        assertThat(leftovers.files()).isEmpty();
    }

    @Test
    void hangs_with_its_connections_until_it_is_thawed() throws SQLException {
        try (var server = PostgresServer.start(List.of());
                var client = connect(server, "postgres")) {
            server.freeze();

            assertThat(client.isValid(1)).isFalse();

            server.thaw();
            assertThat(singleValue(server, "postgres", "select 1")).isEqualTo("1");
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
        try (var connection = connect(server, database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
    }
}
