package shop.local.chaos;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import shop.local.shop.Service;

/**
 * What the databases and Redis have.
 *
 * @param orders by id
 * @param reservations by the id of the order
 * @param available pieces by product
 * @param purchases by the id of the order
 * @param outbox number of events that a consumer has not acknowledged yet
 * @param dead number of events that could not be processed
 */
record Ledger(
        Map<String, Order> orders,
        Map<String, Reservation> reservations,
        Map<String, Long> available,
        Map<String, Purchase> purchases,
        long outbox,
        long dead) {

    private static final String LINES = "(select string_agg(product_id || '=' || quantity, ',' order by product_id"
            + " collate \"C\") from %s line where line.order_id = %s)";

    static Ledger of(ChaosShop shop) {
        try (var orders = shop.database(Service.ORDER);
                var inventory = shop.database(Service.INVENTORY);
                var users = shop.database(Service.USER);
                var redis = shop.redis().connect()) {
            return new Ledger(
                    byId(
                            orders.rows("select id, user_id, status, total, currency, trace_id, "
                                    + LINES.formatted("order_lines", "orders.id") + " from orders"),
                            row -> new Order(
                                    row.get(1),
                                    row.get(2),
                                    new BigDecimal(row.get(3)),
                                    row.get(4),
                                    row.get(5),
                                    row.get(6))),
                    byId(
                            inventory.rows("select order_id, status, coalesce("
                                    + LINES.formatted("reservation_lines", "reservations.order_id")
                                    + ", '') from reservations"),
                            row -> new Reservation(row.get(1), row.get(2))),
                    byId(inventory.rows("select id, available from products"), row -> Long.valueOf(row.get(1))),
                    byId(
                            users.rows("select order_id, coalesce(user_id::text, ''), coalesce(total, 0),"
                                    + " coalesce(currency, ''), cancelled from purchases"),
                            row -> new Purchase(
                                    row.get(1),
                                    new BigDecimal(row.get(2)),
                                    row.get(3),
                                    row.get(4).equals("t"))),
                    Long.parseLong(orders.rows("select count(*) from outbox")
                            .getFirst()
                            .getFirst()),
                    (Long) redis.send("XLEN", "orders.dead"));
        }
    }

    /** Pieces by product. */
    static Map<String, Long> pieces(String lines) {
        return lines.isEmpty()
                ? Map.of()
                : Arrays.stream(lines.split(","))
                        .map(line -> line.split("="))
                        .collect(toMap(line -> line[0], line -> Long.valueOf(line[1])));
    }

    private static <T> Map<String, T> byId(List<List<String>> rows, Function<List<String>, T> value) {
        return rows.stream().collect(toMap(List::getFirst, value));
    }

    /** @param lines quantities by product, such as {@code kettle=1,mug=2} */
    record Order(String userId, String status, BigDecimal total, String currency, String traceId, String lines) {
        boolean is(String expected) {
            return status.equals(expected);
        }

        /** Whether it was confirmed once. */
        boolean isEffective() {
            return is("CONFIRMED") || is("CANCELLED");
        }
    }

    /** @param lines quantities by product */
    record Reservation(String status, String lines) {
        static final Reservation NONE = new Reservation("RELEASED", "");

        boolean holdsStock() {
            return !status.equals("RELEASED");
        }
    }

    /** Of one that was cancelled before it was known, there is nothing but its order. */
    record Purchase(String userId, BigDecimal total, String currency, boolean isCancelled) {}
}
