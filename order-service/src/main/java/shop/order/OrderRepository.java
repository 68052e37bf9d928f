package shop.order;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import shop.defaults.TimeOrderedIds;
import telemetry.traces.CurrentTrace;

/**
 * The orders in the database.
 *
 * <p>A transition is one statement that requires the status before it, so that of two concurrent ones only one happens.
 */
@Singleton
// Hibernate creates the array that is bound to a statement by reflection.
@RegisterForReflection(targets = BigDecimal[].class)
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    private static final int BATCH = 100;

    private final TimeOrderedIds ids;
    private final Clock clock;
    private final String currency;

    OrderRepository(TimeOrderedIds ids, Clock clock, OrderConfig config) {
        this.ids = ids;
        this.clock = clock;
        this.currency = config.currency();
    }

    /** Opens an order, which is not stored yet. */
    Order pending(Order.Placement placement) {
        return Order.pending(ids.next(), placement, currency, CurrentTrace.id(), clock.instant());
    }

    @Transactional
    void add(Order order) {
        persist(order);
    }

    /** @return false if the order has been abandoned in the meantime; nothing is written then */
    @Transactional
    boolean confirm(Order order, Map<String, BigDecimal> prices, String priceCurrency) {
        order.confirm(prices, priceCurrency, clock.instant());
        if (!write(order, OrderStatus.PENDING)) {
            return false;
        }
        writePrices(order);
        return true;
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

    private void writePrices(Order order) {
        var prices = order.lines().stream()
                .map(OrderLine.Row::of)
                .map(OrderLine.Row::unitPrice)
                .toArray(BigDecimal[]::new);
        getSession()
                .createNativeMutationQuery("""
                        update order_lines set unit_price = priced.unit_price
                        from unnest(:unitPrices) with ordinality as priced(unit_price, number)
                        where order_id = :id and position = priced.number - 1""")
                .setParameter("id", order.id())
                .setParameter("unitPrices", prices)
                .executeUpdate();
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
