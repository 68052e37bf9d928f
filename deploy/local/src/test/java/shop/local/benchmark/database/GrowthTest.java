package shop.local.benchmark.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.backends.PostgresServer;
import shop.local.shop.Service;

class GrowthTest {
    private static final Path ROOT =
            Path.of(System.getProperty("shop.root", "../..")).toAbsolutePath().normalize();

    @Test
    void fills_the_databases_with_orders_whose_books_balance() {
        try (var server = PostgresServer.start(List.of("users", "inventory", "orders"))) {
            migrate(server, "users", Service.USER);
            migrate(server, "inventory", Service.INVENTORY);
            migrate(server, "orders", Service.ORDER);

            new Growth(1_000, 20, 10).fill(server);

            assertThat(Books.of(server)).isEqualTo(new Books(900, 0, 1_800, 1_800, 20 * 1_000));
            assertThat(row(server, "users", "select count(*), count(distinct email) from users"))
                    .containsExactly("10", "10");
            assertThat(row(server, "orders", "select count(*), count(distinct user_id) from orders"))
                    .containsExactly("1000", "10");
            assertThat(row(server, "orders", "select count(*) from order_lines join orders on order_id = id"))
                    .containsExactly("2000");
            assertThat(row(server, "inventory", """
                            select count(*) from reservation_lines
                            join products on product_id = id
                            join reservations using (order_id)""")).containsExactly("1900");
        }
    }

    private static void migrate(PostgresServer server, String name, Service service) {
        try (var database = DatabaseConnection.of(server, name)) {
            MigrationScripts.apply(ROOT, service, database);
        }
    }

    private static List<String> row(PostgresServer server, String name, String query) {
        try (var database = DatabaseConnection.of(server, name)) {
            return database.row(query);
        }
    }
}
