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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import shop.defaults.Database;
import shop.defaults.TimeOrderedIds;
import shop.order.outbox.OutboxRelay;
import telemetry.traces.CurrentTrace;

/**
 * The orders in the database.
 *
 * <p>A transition is one statement that requires the status before it, so that of two concurrent ones only one happens,
 * and writes its event to the outbox.
 */
@Singleton
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    private static final int BATCH = 100;

    private static final String ADD = """
            with placed as (
                insert into orders (id, user_id, type, status, total, currency, trace_id, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                returning id
            )
            insert into order_lines (order_id, position, product_id, quantity)
            select placed.id, line.number - 1, line.product_id, line.quantity
            from placed, unnest(?, ?) with ordinality as line (product_id, quantity, number)""";

    /** The last part of a statement, which writes the event of the order that it has changed. */
    private static final String EVENT = """
            insert into outbox (id, order_id, type, occurred_at, traceparent)
            select ?, id, ?, updated_at, nullif(?, '') from changed""";

    private static final String CONFIRM = """
            with changed as (
                update orders set status = 'CONFIRMED', total = ?, currency = ?, updated_at = ?
                where id = ? and status = 'PENDING'
                returning id, updated_at
            ), priced as (
                update order_lines set unit_price = line.unit_price
                from changed, unnest(?) with ordinality as line (unit_price, number)
                where order_id = changed.id and position = line.number - 1
            )
            """ + EVENT;

    private static final String REJECT = """
            update orders set status = 'REJECTED', reason = ?, updated_at = ?
            where id = ? and status = 'PENDING'""";

    private static final String ABANDON = "with changed as (" + REJECT + " returning id, updated_at) " + EVENT;

    private static final String CANCEL = """
            with changed as (
                update orders set status = 'CANCELLED', updated_at = ?
                where id = ? and status = 'CONFIRMED'
                returning id, updated_at
            )
            """ + EVENT;

    private static final String REPEAT_EVENT = """
            insert into outbox (id, order_id, type, occurred_at, traceparent)
            select ?, asked.id, case status when 'CONFIRMED' then 'OrderConfirmed' else 'OrderCancelled' end,
                coalesce(updated_at, ?), nullif(?, '')
            from (select ?::uuid) as asked (id) left join orders on orders.id = asked.id
            where status is distinct from 'PENDING' and not exists (
                select from outbox waiting where waiting.order_id = asked.id and waiting.message_id is null)""";

    private final Database database;
    private final OutboxRelay relay;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String currency;

    OrderRepository(Database database, OutboxRelay relay, TimeOrderedIds ids, Clock clock, OrderConfig config) {
        this.database = database;
        this.relay = relay;
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
        return writeWithEvent(
                CONFIRM, "OrderConfirmed", order.total(), order.currency(), order.updatedAt(), order.id(), unitPrices);
    }

    /**
     * Rejects a pending order that holds no stock, which therefore has no event.
     *
     * @return false if the order has been abandoned in the meantime; nothing is written then
     */
    boolean reject(Order order, String reason) {
        order.reject(reason, clock.instant());
        return database.update(REJECT, order.reason(), order.updatedAt(), order.id()) == 1;
    }

    /**
     * Rejects a pending order that may hold stock, which its event releases.
     *
     * @return false if it is no longer pending; nothing is written then
     */
    boolean abandon(UUID id, String reason) {
        var order = reload(id);
        if (order.status() != OrderStatus.PENDING) {
            return false;
        }
        order.reject(reason, clock.instant());
        return writeWithEvent(ABANDON, "OrderCancelled", order.reason(), order.updatedAt(), id);
    }

    /**
     * @return false if the order has been cancelled in the meantime; nothing is written then
     * @throws Order.NotCancellable if it is not confirmed
     */
    boolean cancel(Order order) {
        order.cancel(clock.instant());
        return writeWithEvent(CANCEL, "OrderCancelled", order.updatedAt(), order.id());
    }

    /**
     * Writes the event of an order's status once more, unless it waits to be published: none of a pending order, that
     * of a cancellation for an unknown one.
     *
     * @return false if nothing was written
     */
    boolean repeatEvent(UUID id) {
        return wroteEvent(database.update(REPEAT_EVENT, ids.next(), clock.instant(), CurrentTrace.parent(), id));
    }

    private boolean writeWithEvent(String statement, String eventType, Object... values) {
        var event = Stream.of(ids.next(), eventType, CurrentTrace.parent());
        return wroteEvent(database.update(
                statement, Stream.concat(Arrays.stream(values), event).toArray()));
    }

    private boolean wroteEvent(int rows) {
        if (rows == 0) {
            return false;
        }
        relay.wakeUp();
        return true;
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
        return find(
                        "select id from Order where id > ?1 and status = PENDING and createdAt < ?2 order by id",
                        after,
                        before)
                .project(UUID.class)
                .page(0, BATCH)
                .list();
    }
}
