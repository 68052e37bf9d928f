package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The migration to the outbox writes what consumers have to know of earlier orders. */
@ServiceTest
class OutboxMigrationTest {

    private static final String EARLIER = "2026-11-01 10:00:00+00";

    @Inject
    DataSource dataSource;

    @Test
    void writes_the_events_of_confirmed_orders_and_of_those_whose_stock_is_not_released() throws Exception {
        try (var connection = dataSource.getConnection();
                var database = connection.createStatement()) {
            database.execute("create schema earlier");
            connection.setSchema("earlier");
            try {
                run(database, "V1__orders.sql", "V2__index_orders_by_status.sql");
                order(database, 1, "CONFIRMED", true);
                order(database, 2, "CANCELLED", true);
                order(database, 3, "CANCELLED", false);
                order(database, 4, "REJECTED", true);
                order(database, 5, "REJECTED", false);
                order(database, 6, "PENDING", true);

                run(database, "V3__outbox.sql");

                assertThat(rows(database, "select right(order_id::text, 1) || type from outbox order by position"))
                        .containsExactly("1OrderConfirmed", "2OrderCancelled", "4OrderCancelled");
                assertThat(rows(database, "select status from orders where stock_held order by id"))
                        .as("orders without their event")
                        .containsExactly("CONFIRMED", "PENDING");
                assertThat(rows(database, "select distinct occurred_at = '%s' from outbox".formatted(EARLIER)))
                        .containsExactly("t");
            } finally {
                connection.setSchema("public");
                database.execute("drop schema earlier cascade");
            }
        }
    }

    private static void order(Statement database, int number, String status, boolean isStockHeld) throws SQLException {
        database.execute("""
                insert into orders
                values ('00000000-0000-7000-8000-00000000000%d', gen_random_uuid(), 'STANDARD', '%s', null, 10, 'EUR',
                    '-', %b, '%s', '%s')""".formatted(number, status, isStockHeld, EARLIER, EARLIER));
    }

    private static void run(Statement database, String... scripts) throws SQLException, IOException {
        for (var script : scripts) {
            try (var file = OutboxMigrationTest.class.getResourceAsStream("/db/migration/" + script)) {
                database.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static List<String> rows(Statement database, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (var result = database.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
