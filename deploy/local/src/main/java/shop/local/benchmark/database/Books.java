package shop.local.benchmark.database;

import java.util.ArrayList;
import java.util.List;
import shop.backends.PostgresServer;

/**
 * Orders and stock of a shop at one time, as its databases have them.
 *
 * @param ordered pieces in the lines of confirmed orders
 * @param reserved pieces in the lines of reservations
 * @param available pieces in stock
 */
public record Books(long confirmed, long pending, long ordered, long reserved, long available) {

    public static Books of(PostgresServer server) {
        return of(server, "orders", "inventory");
    }

    static Books of(PostgresServer server, String ordersDatabase, String inventoryDatabase) {
        try (var orders = DatabaseConnection.of(server, ordersDatabase);
                var inventory = DatabaseConnection.of(server, inventoryDatabase)) {
            var placed = numbers(orders, """
                    select count(*) filter (where status = 'CONFIRMED'), count(*) filter (where status = 'PENDING'), (
                        select coalesce(sum(quantity), 0) from order_lines join orders on id = order_id
                        where status = 'CONFIRMED')
                    from orders""");
            var stock = numbers(inventory, """
                    select (select coalesce(sum(quantity), 0) from reservation_lines join reservations using (order_id)
                        where status <> 'RELEASED'), (select coalesce(sum(available), 0) from products)""");
            return new Books(placed.get(0), placed.get(1), placed.get(2), stock.get(0), stock.get(1));
        }
    }

    /** Whether nothing is in progress: no order is pending, and stock is reserved for confirmed orders only. */
    public boolean isSettled() {
        return pending == 0 && ordered == reserved;
    }

    /**
     * What does not balance since earlier books.
     *
     * @param answered number of orders that were answered with 201 since then
     * @param unanswered number of orders without an answer, which may be confirmed or not
     * @return nothing, if the books balance
     */
    public List<String> differences(Books before, long answered, long unanswered) {
        var differences = new ArrayList<String>();
        var more = confirmed - before.confirmed;
        if (more < answered || more > answered + unanswered) {
            differences.add("%,d orders were answered with 201, %,d without an answer, but %,d are confirmed"
                    .formatted(answered, unanswered, more));
        }
        if (pending != 0) {
            differences.add("%,d orders are pending".formatted(pending));
        }
        var sold = ordered - before.ordered;
        var held = reserved - before.reserved;
        var taken = before.available - available;
        if (sold != held || sold != taken) {
            differences.add("confirmed orders have %,d pieces, reservations %,d, and %,d were taken from stock"
                    .formatted(sold, held, taken));
        }
        return differences;
    }

    private static List<Long> numbers(DatabaseConnection database, String query) {
        return database.row(query).stream().map(Long::valueOf).toList();
    }
}
