package shop.inventory;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.Database;
import shop.inventory.Reservation.Line;
import shop.inventory.Reservation.Requested;
import shop.inventory.Reservation.Status;

/**
 * The reservations in the database.
 *
 * <p>Each method is one statement, which locks products in the order of their ids and only then writes a reservation,
 * so that no two of them deadlock. New stock is computed from the locked row: PostgreSQL first checks constraints with
 * the row of the statement's snapshot, which may be older.
 */
@Singleton
class ReservationRepository {

    private static final String HOLD = """
            with locked as (
                select product.id, product.price, product.available, requested.quantity
                from products product join unnest(?, ?) as requested (id, quantity) on requested.id = product.id
                order by product.id
                for no key update of product
            ), opened as (
                insert into reservations (order_id, status, currency, created_at)
                select ?, 'HELD', ?, ? where (select count(*) from locked where available >= quantity) = ?
                on conflict (order_id) do nothing
                returning order_id
            ), taken as (
                update products set available = locked.available - locked.quantity
                from locked, opened where products.id = locked.id
            ), held as (
                insert into reservation_lines (order_id, product_id, quantity, unit_price)
                select order_id, id, quantity, price from locked, opened
            )
            select id, price, available, exists (select from opened) as is_held from locked""";

    private static final String BLOCK = """
            insert into reservations (order_id, status, currency, created_at)
            values (?, 'RELEASED', ?, ?) on conflict (order_id) do nothing""";

    private static final String RELEASE = """
            with locked as (
                select product.id, product.available, line.quantity
                from products product join reservation_lines line on line.product_id = product.id
                where line.order_id = ?
                order by product.id
                for no key update of product
            ), released as (
                update reservations set status = 'RELEASED'
                where order_id = ? and status in ('HELD', 'COMMITTED') and (select count(*) from locked) > 0
                returning order_id
            )
            update products set available = locked.available + locked.quantity
            from locked, released where products.id = locked.id""";

    private static final String COMMIT =
            "update reservations set status = 'COMMITTED' where order_id = ? and status = 'HELD'";

    private static final String HELD_SINCE = """
            select order_id from reservations
            where status = 'HELD' and created_at < ? order by created_at limit ?""";

    private static final String FIND = """
            select status, currency, product_id, quantity, unit_price
            from reservations left join reservation_lines using (order_id)
            where order_id = ? order by product_id""";

    /**
     * The stock of a product before a reservation.
     *
     * @param isHeld whether the reservation was made
     */
    record Stock(String productId, BigDecimal price, long available, boolean isHeld) {}

    private final Database database;
    private final Clock clock;

    ReservationRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Holds all lines, unless there is too little of a product, a product is unknown or the order has a reservation;
     * waits for the end of concurrent reservations of the order and its products.
     *
     * @param requested at most one line for each product
     * @return the stock of all known products
     */
    List<Stock> hold(UUID orderId, List<Requested> requested, String currency) {
        return database.query(
                HOLD,
                row -> new Stock(
                        row.getString("id"),
                        row.getBigDecimal("price"),
                        row.getLong("available"),
                        row.getBoolean("is_held")),
                requested.stream().map(Requested::productId).toArray(String[]::new),
                requested.stream().map(Requested::quantity).toArray(Long[]::new),
                orderId,
                currency,
                clock.instant(),
                requested.size());
    }

    /**
     * Opens a released reservation without lines.
     *
     * @return false if the order has a reservation already; waits for the end of a concurrent one
     */
    boolean block(UUID orderId, String currency) {
        return database.update(BLOCK, orderId, currency, clock.instant()) == 1;
    }

    /**
     * Returns the stock of a reservation.
     *
     * @return false if it is released already
     */
    boolean release(UUID orderId) {
        return database.update(RELEASE, orderId, orderId) > 0;
    }

    /** @return false if there is no such reservation, or it is no longer held */
    boolean commit(UUID orderId) {
        return database.update(COMMIT, orderId) == 1;
    }

    /** The orders whose reservations have been held for longest. */
    List<UUID> heldSince(Instant before, int limit) {
        return database.query(HELD_SINCE, row -> row.getObject("order_id", UUID.class), before, limit);
    }

    Optional<Reservation> find(UUID orderId) {
        var rows = database.query(
                FIND,
                row -> new Reservation(
                        orderId, Status.valueOf(row.getString("status")), line(row), row.getString("currency")),
                orderId);
        return rows.stream()
                .findFirst()
                .map(first -> new Reservation(
                        orderId,
                        first.status(),
                        rows.stream().flatMap(row -> row.lines().stream()).toList(),
                        first.currency()));
    }

    private static List<Line> line(ResultSet row) throws SQLException {
        var product = row.getString("product_id");
        return product == null
                ? List.of()
                : List.of(new Line(product, row.getLong("quantity"), row.getBigDecimal("unit_price")));
    }
}
