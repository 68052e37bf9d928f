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
import shop.defaults.idempotency.IdempotencyKey;
import shop.defaults.idempotency.IdempotencyKeys;
import shop.http.problem.Problem;
import shop.http.problem.StoredProblem;
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
    private static final int CREATED = 201;

    private static final String ADD = """
            with %s placed as (
                insert into orders (id, user_id, type, status, total, currency, trace_id, created_at, updated_at)
                %s
                returning id
            )
            insert into order_lines (order_id, position, product_id, quantity)
            select placed.id, line.number - 1, line.product_id, line.quantity
            from placed, unnest(?, ?) with ordinality as line (product_id, quantity, number)""";

    private static final String ADD_WITHOUT_KEY = ADD.formatted("", "values (?, ?, ?, ?, ?, ?, ?, ?, ?)");

    /** Adds nothing if the key is taken; waits for the end of a concurrent statement with the same key. */
    private static final String ADD_WITH_KEY = ADD.formatted("""
            claimed as (
                insert into idempotency_keys (owner, key, fingerprint, order_id, created_at) values (?, ?, ?, ?, ?)
                on conflict (owner, key) do update
                set fingerprint = excluded.fingerprint, order_id = excluded.order_id, created_at = excluded.created_at,
                    status = null, response = null
                where idempotency_keys.created_at <= ?
                returning order_id
            ),""", "select ?, ?, ?, ?, ?, ?, ?, ?, ? from claimed");

    /** The last part of a statement, which writes the event of the order that it has changed. */
    private static final String EVENT = """
            insert into outbox (id, order_id, type, occurred_at, traceparent)
            select ?, id, ?, updated_at, nullif(?, '') from changed""";

    /** The part of a statement that stores the response to the key of the order that it has changed. */
    private static final String ANSWER = """
            update idempotency_keys set status = ?, response = ?
            from changed where owner = ? and key = ? and order_id = changed.id""";

    /** The part of a statement that frees the key of the order that it has changed. */
    private static final String FREE = """
            delete from idempotency_keys using changed where owner = changed.user_id and order_id = changed.id""";

    private static final String CONFIRMED = """
            with changed as (
                update orders set status = 'CONFIRMED', total = ?, currency = ?, updated_at = ?
                where id = ? and status = 'PENDING'
                returning id, updated_at
            ), priced as (
                update order_lines set unit_price = line.unit_price
                from changed, unnest(?) with ordinality as line (unit_price, number)
                where order_id = changed.id and position = line.number - 1
            )
            """;

    private static final String CONFIRM = CONFIRMED + EVENT;

    private static final String CONFIRM_WITH_KEY = CONFIRMED + ", answered as (" + ANSWER + ") " + EVENT;

    private static final String REJECT = """
            update orders set status = 'REJECTED', reason = ?, updated_at = ?
            where id = ? and status = 'PENDING'""";

    private static final String REJECTED = "with changed as (" + REJECT + " returning id, user_id, updated_at) ";

    private static final String REJECT_AND_ANSWER = REJECTED + ANSWER;

    private static final String REJECT_AND_FREE = REJECTED + FREE;

    private static final String ABANDON = REJECTED + ", freed as (" + FREE + ") " + EVENT;

    private static final String FREE_UNANSWERED =
            "delete from idempotency_keys where owner = ? and key = ? and order_id = ? and status is null";

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
                select from outbox kept where kept.order_id = asked.id)""";

    private static final String MISSING_EVENTS = """
            with changed as (
                update orders set stock_held = false
                where stock_held and status in ('REJECTED', 'CANCELLED')
                returning id, updated_at
            )
            insert into outbox (id, order_id, type, occurred_at)
            select gen_random_uuid(), id, 'OrderCancelled', updated_at from changed""";

    private final Database database;
    private final OutboxRelay relay;
    private final IdempotencyKeys keys;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String currency;

    OrderRepository(
            Database database,
            OutboxRelay relay,
            IdempotencyKeys keys,
            TimeOrderedIds ids,
            Clock clock,
            OrderConfig config) {
        this.database = database;
        this.relay = relay;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
        this.currency = config.currency();
    }

    /** Opens an order, which is not stored yet. */
    Order pending(Order.Placement placement) {
        return Order.pending(ids.next(), placement, currency, CurrentTrace.id(), clock.instant());
    }

    /** @return false if its key is taken; nothing is written then */
    boolean add(Order order) {
        var values = new ArrayList<>();
        order.key().ifPresent(key -> {
            var now = order.createdAt();
            values.addAll(List.of(
                    key.owner(), key.value(), key.fingerprint(), order.id(), now, IdempotencyKeys.expiredAt(now)));
        });
        values.addAll(List.of(
                order.id(),
                order.userId(),
                order.type(),
                order.status(),
                order.total(),
                order.currency(),
                order.traceId(),
                order.createdAt(),
                order.updatedAt(),
                order.lines().stream().map(OrderLine::productId).toArray(String[]::new),
                order.lines().stream().map(OrderLine::quantity).toArray(Long[]::new)));
        return database.update(order.key().isPresent() ? ADD_WITH_KEY : ADD_WITHOUT_KEY, values.toArray()) > 0;
    }

    /** @return false if the order has been abandoned in the meantime; nothing is written then */
    boolean confirm(Order order, Map<String, BigDecimal> prices, String priceCurrency) {
        order.confirm(prices, priceCurrency, clock.instant());
        var unitPrices =
                order.lines().stream().map(line -> prices.get(line.productId())).toArray(BigDecimal[]::new);
        var values = new ArrayList<Object>(
                List.of(order.total(), order.currency(), order.updatedAt(), order.id(), unitPrices));
        order.key().ifPresent(key -> values.addAll(answer(key, CREATED, OrderResource.View.of(order))));
        return writeWithEvent(order.key().isPresent() ? CONFIRM_WITH_KEY : CONFIRM, "OrderConfirmed", values.toArray());
    }

    /**
     * Rejects a pending order that holds no stock, which therefore has no event. Frees its key if a repetition may
     * succeed, or else stores the refusal as the response to it.
     *
     * @return false if the order has been abandoned in the meantime; nothing is written then
     */
    boolean reject(Order order, Problem refusal) {
        order.reject(refusal.slug(), clock.instant());
        var values = new ArrayList<Object>(List.of(order.reason(), order.updatedAt(), order.id()));
        if (order.key().isEmpty()) {
            return database.update(REJECT, values.toArray()) == 1;
        }
        if (refusal.isError()) {
            return database.update(REJECT_AND_FREE, values.toArray()) == 1;
        }
        values.addAll(answer(order.key().get(), refusal.status(), StoredProblem.of(refusal)));
        return database.update(REJECT_AND_ANSWER, values.toArray()) == 1;
    }

    private List<Object> answer(IdempotencyKey key, int status, Object response) {
        return List.of(status, keys.json(response), key.owner(), key.value());
    }

    /** Frees the key of an order that will not be confirmed, so that a repetition is a new request. */
    void free(Order order) {
        order.key().ifPresent(key -> database.update(FREE_UNANSWERED, key.owner(), key.value(), order.id()));
    }

    /**
     * Rejects a pending order that may hold stock, which its event releases, and frees its key.
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
     * Writes the event of an order's status once more, unless the outbox has one of the order, which is still to be
     * handled: none of a pending order, that of a cancellation for an unknown one.
     *
     * @return false if nothing was written
     */
    boolean repeatEvent(UUID id) {
        return wroteEvent(database.update(REPEAT_EVENT, ids.next(), clock.instant(), CurrentTrace.parent(), id));
    }

    /**
     * Writes the events of orders that replicas of the version without an outbox have cancelled or abandoned, during a
     * rolling update.
     *
     * @return whether there were any
     */
    boolean writeMissingEvents() {
        return wroteEvent(database.update(MISSING_EVENTS));
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
