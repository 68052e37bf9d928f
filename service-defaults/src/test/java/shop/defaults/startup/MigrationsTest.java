package shop.defaults.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import shop.backends.PostgresServer;

class MigrationsTest {
    private static final LoadableResource FIRST = file("V1__first.sql", "create table first (id int);");
    private static final LoadableResource SECOND = file("V2__second.sql", "create table second (id int);");
    private static final LoadableResource TENTH = file("V10__tenth.sql", "create table tenth (id int);");

    private static PostgresServer server;

    private final String database = "test_" + UUID.randomUUID().toString().replace("-", "");
    private final AtomicInteger connections = new AtomicInteger();

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(List.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    MigrationsTest() throws SQLException {
        execute("postgres", "create database " + database);
    }

    @Test
    void are_applied_to_an_empty_database() throws SQLException {
        start(FIRST, SECOND, TENTH);

        assertThat(applied()).containsExactly("1", "2", "10");
    }

    @Test
    void are_left_alone_by_one_connection_if_all_are_applied() {
        start(FIRST, SECOND, TENTH);
        connections.set(0);

        start(FIRST, SECOND, TENTH);

        assertThat(connections).hasValue(1);
    }

    @Test
    void are_applied_to_the_database_of_an_earlier_release() throws SQLException {
        start(FIRST);

        start(FIRST, SECOND);

        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    void of_a_later_release_are_left_to_flyway() throws SQLException {
        start(FIRST, SECOND);
        connections.set(0);

        start(FIRST);

        assertThat(connections).hasValueGreaterThan(1);
        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    void fail_if_an_applied_one_has_changed() {
        start(FIRST);

        assertThatThrownBy(() -> start(file("V1__first.sql", "create table first (id bigint);")))
                .isInstanceOf(FlywayValidateException.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void fail_if_an_applied_one_has_another_name() {
        start(FIRST);

        assertThatThrownBy(() -> start(file("V1__another.sql", "create table first (id int);")))
                .isInstanceOf(FlywayValidateException.class)
                .hasMessageContaining("description mismatch");
    }

    @Test
    void fail_if_an_applied_one_is_missing() {
        start(FIRST, SECOND);

        assertThatThrownBy(() -> start(SECOND)).isInstanceOf(FlywayValidateException.class);
    }

    @Test
    void fail_after_one_that_has_failed() throws SQLException {
        start(FIRST);
        execute(database, "update flyway_schema_history set success = false");

        assertThatThrownBy(() -> start(FIRST)).isInstanceOf(FlywayValidateException.class);
    }

    @Test
    void that_repeat_and_have_changed_are_left_to_flyway() throws SQLException {
        var repeated = file("R__view.sql", "create or replace view numbers as select 1 as number;");
        start(FIRST, repeated);

        start(FIRST, file("R__view.sql", "create or replace view numbers as select 2 as number;"));

        assertThat(column("select number::text from numbers")).containsExactly("2");
    }

    @Test
    void are_applied_once_by_replicas_that_start_together() throws Exception {
        var replicas = Stream.generate(() -> flyway(FIRST, SECOND)).limit(4).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = replicas.stream()
                    .map(flyway -> threads.submit(() -> Migrations.migrate(flyway)))
                    .toList();
            for (var start : starts) {
                start.get();
            }
        }

        assertThat(applied()).containsExactly("1", "2");
    }

    @Test
    void wait_for_flyway_to_report_an_unreachable_database() {
        var flyway = Flyway.configure()
                .dataSource("jdbc:postgresql://127.0.0.1:1/none", "none", "none")
                .resourceProvider(new Files(FIRST))
                .load();

        assertThatThrownBy(() -> Migrations.migrate(flyway)).isInstanceOf(FlywaySqlException.class);
    }

    private void start(LoadableResource... files) {
        Migrations.migrate(flyway(files));
    }

    private Flyway flyway(LoadableResource... files) {
        return Flyway.configure()
                .dataSource(countingDataSource())
                .resourceProvider(new Files(files))
                .load();
    }

    private DataSource countingDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, _) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    connections.incrementAndGet();
                    return connection(database);
                });
    }

    private List<String> applied() throws SQLException {
        return column("select version from flyway_schema_history order by installed_rank");
    }

    private List<String> column(String query) throws SQLException {
        try (var connection = connection(database);
                var rows = connection.createStatement().executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static void execute(String database, String command) throws SQLException {
        try (var connection = connection(database)) {
            connection.createStatement().execute(command);
        }
    }

    private static Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.username(), server.password());
    }

    private static LoadableResource file(String name, String text) {
        return new LoadableResource() {
            @Override
            public Reader read() {
                return new StringReader(text);
            }

            @Override
            public String getFilename() {
                return name;
            }

            @Override
            public String getRelativePath() {
                return "db/migration/" + name;
            }

            @Override
            public String getAbsolutePath() {
                return getRelativePath();
            }

            @Override
            public String getAbsolutePathOnDisk() {
                return getRelativePath();
            }
        };
    }

    private record Files(LoadableResource... all) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return Stream.of(all)
                    .filter(file -> file.getFilename().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return Stream.of(all)
                    .filter(file -> file.getFilename().startsWith(prefix))
                    .filter(file -> Stream.of(suffixes).anyMatch(file.getFilename()::endsWith))
                    .toList();
        }
    }
}
