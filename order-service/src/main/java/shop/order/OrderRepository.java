package shop.order;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.defaults.Database;
import shop.defaults.TimeOrderedIds;
import telemetry.traces.CurrentTrace;

/**
 * The orders in the database.
 *
 * <p>A transition is one statement that requires the status before it, so that of two concurrent ones only one happens.
 */
@Singleton
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    private static final int BATCH = 100;

    private static final String ADD = """
            with placed as (
                insert into orders
                    (id, user_id, type, status, total, currency, trace_id, stock_held, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning id
            )
            insert into order_lines (order_id, position, product_id, quantity)
            select placed.id, line.number - 1, line.product_id, line.quantity
            from placed, unnest(?, ?) with ordinality as line (product_id, quantity, number)""";

    private static final String CONFIRM = """
            with confirmed as (
                update orders set status = ?, total = ?, currency = ?, updated_at = ?
                where id = ? and status = 'PENDING'
                returning id
            )
            update order_lines set unit_price = line.unit_price
            from confirmed, unnest(?) with ordinality as line (unit_price, number)
            where order_id = confirmed.id and position = line.number - 1""";

    private final Database database;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String currency;

    OrderRepository(Database database, TimeOrderedIds ids, Clock clock, OrderConfig config) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.currency = config.currency();
    }

    /** Opens an order, which is not stored yet. */
    Order pending(Order.Placement placement) {
        return Order.pending(ids.next(), placement, currency, CurrentTrace.id(), clock.instant());
    }

    void add(Order order) {
        var lines = order.lines();
        database.update(
                ADD,
                order.id(),
                order.userId(),
                order.type(),
                order.status(),
                order.total(),
                order.currency(),
                order.traceId(),
                order.isStockHeld(),
                order.createdAt(),
                order.updatedAt(),
                lines.stream().map(OrderLine::productId).toArray(String[]::new),
                lines.stream().map(OrderLine::quantity).toArray(Long[]::new));
    }

    /** @return false if the order has been abandoned in the meantime; nothing is written then */
    boolean confirm(Order order, Map<String, BigDecimal> prices, String priceCurrency) {
        order.confirm(prices, priceCurrency, clock.instant());
        var unitPrices =
                order.lines().stream().map(line -> prices.get(line.productId())).toArray(BigDecimal[]::new);
        var pricedLines = database.update(
                CONFIRM, order.status(), order.total(), order.currency(), order.updatedAt(), order.id(), unitPrices);
        return pricedLines > 0;
    }

    /** @return false if the order has been abandoned in the meantime; nothing is written then */
    @Transactional
    boolean reject(Order order, String reason) {
        order.reject(reason, clock.instant());
        return write(order, OrderStatus.PENDING);
    }

    /**
     * Rejects a pending order that may hold stock.
     *
     * @return false if it is no longer pending; nothing is written then
     */
    @Transactional
    boolean abandon(UUID id, String reason) {
        var order = findById(id);
        getSession().detach(order);
        if (order.status() != OrderStatus.PENDING) {
            return false;
        }
        order.abandon(reason, clock.instant());
        return write(order, OrderStatus.PENDING);
    }

    /**
     * @return false if the order has been cancelled in the meantime; nothing is written then
     * @throws Order.NotCancellable if it is not confirmed
     */
    @Transactional
    boolean cancel(Order order) {
        order.cancel(clock.instant());
        return write(order, OrderStatus.CONFIRMED);
    }

    private boolean write(Order order, OrderStatus from) {
        return update(
                        """
                        status = ?1, reason = ?2, total = ?3, currency = ?4, stockHeld = ?5, updatedAt = ?6
                        where id = ?7 and status = ?8""",
                        order.status(),
                        order.reason(),
                        order.total(),
                        order.currency(),
                        order.isStockHeld(),
                        order.updatedAt(),
                        order.id(),
                        from)
                == 1;
    }

    @Transactional
    void stockReleased(UUID id) {
        update("stockHeld = false where id = ?1", id);
    }

    /** Reads the order from the database even if this request has read it before. */
    @Transactional
    Order reload(UUID id) {
        return findById(id);
    }

    /**
     * Reads an order if the caller may see it.
     *
     * @param owner empty for operators
     */
    Optional<Order> visible(UUID id, Optional<UUID> owner) {
        return findByIdOptional(id).filter(order -> owner.map(order::isOwnedBy).orElse(true));
    }

    /**
     * The condition has only the filters in use, and the status is a literal: a generic plan cannot use an index for
     * {@code ? is null or …}, and does not know that few orders have the status {@code ?}.
     *
     * @param owner empty for the orders of all customers
     */
    PanacheQuery<Order> newestFirst(Optional<UUID> owner, Optional<OrderStatus> status) {
        var conditions = new ArrayList<String>();
        owner.ifPresent(_ -> conditions.add("userId = ?1"));
        status.ifPresent(value -> conditions.add("status = " + value.name()));
        return find(
                String.join(" and ", conditions),
                Sort.descending("id"),
                owner.stream().toArray());
    }

    /** @param after last id of the previous batch */
    List<UUID> pendingSince(Instant before, UUID after) {
        return ids("id > ?1 and status = PENDING and createdAt < ?2", after, before);
    }

    /**
     * Orders that are rejected or cancelled, but may still hold stock.
     *
     * @param after last id of the previous batch
     */
    List<UUID> toRelease(UUID after) {
        return ids("id > ?1 and stockHeld and status in (REJECTED, CANCELLED)", after);
    }

    private List<UUID> ids(String condition, Object... values) {
        return find("select id from Order where " + condition + " order by id", values)
                .project(UUID.class)
                .page(0, BATCH)
                .list();
    }
}
